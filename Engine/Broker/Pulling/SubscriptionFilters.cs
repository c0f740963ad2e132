using System.Collections.Concurrent;
using Engine.Protocol.Bodies;
using Engine.Protocol.Filters;
using Engine.Store;

namespace Engine.Broker.Pulling;

/// <summary>
/// The filters of subscriptions. Property expressions are read once and kept, at most a given number; with one more all are read anew.
/// Mirrors ConsumerFilterManager and FilterFactory.
/// </summary>
internal sealed class SubscriptionFilters(bool allowsProperties, int capacity = 1000)
{
    private readonly ConcurrentDictionary<string, (PropertyFilter? Filter, string? Fault)> _known = new(StringComparer.Ordinal);

    /// <summary>Whether expressions of a type are evaluated here at all (enablePropertyFilter).</summary>
    public bool Allows(string? expressionType) => allowsProperties || ExpressionTypes.IsTag(expressionType);

    /// <summary>The filter of a subscription.</summary>
    /// <param name="subscription">The subscription.</param>
    /// <param name="filter">Null lets every message through.</param>
    /// <returns>What is wrong with the expression, or null.</returns>
    public string? Find(SubscriptionData subscription, out IMessageFilter? filter)
    {
        filter = null;
        if (ExpressionTypes.IsTag(subscription.ExpressionType))
        {
            filter = TagFilter.For(subscription);
            return null;
        }

        if (subscription.ExpressionType != ExpressionTypes.Sql92)
        {
            return $"unknown type of expression {subscription.ExpressionType}, expected TAG or SQL92";
        }

        var known = _known.TryGetValue(subscription.SubString, out var found) ? found : Read(subscription.SubString);
        filter = known.Filter;
        return known.Fault;
    }

    private (PropertyFilter? Filter, string? Fault) Read(string expression)
    {
        (PropertyFilter?, string?) read = SqlFilter.TryParse(expression, out var filter, out var fault)
            ? (new PropertyFilter(filter), null)
            : (null, fault);
        if (_known.Count >= capacity)
        {
            _known.Clear();
        }

        _known[expression] = read;
        return read;
    }
}
