using Engine.Protocol.Bodies;
using Engine.Protocol.Messages;

namespace Engine.Broker.Pulling;

/// <summary>Reads a tag expression: <c>*</c>, or tags separated by <c>||</c>. Pure. Mirrors FilterAPI#buildSubscriptionData.</summary>
internal static class TagExpression
{
    public const string All = "*";
    public const string Type = "TAG";

    /// <summary>The subscription, or null when the expression names no tag.</summary>
    public static SubscriptionData? Parse(string topic, string? expression)
    {
        if (string.IsNullOrEmpty(expression) || expression == All)
        {
            return new SubscriptionData { Topic = topic, SubString = All };
        }

        var tags = expression.Split("||", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return tags.Length == 0
            ? null
            : new SubscriptionData
            {
                Topic = topic,
                SubString = expression,
                TagsSet = tags,
                CodeSet = [.. tags.Select(tag => TagCode.JavaHash(tag))],
            };
    }

    public static bool IsTag(string? expressionType) => string.IsNullOrEmpty(expressionType) || expressionType == Type;
}
