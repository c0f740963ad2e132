using System.Globalization;
using Engine.Protocol;

namespace Dashboard.Components.Pages.WhatIf;

/// <summary>What is to be shared, and among whom. Pure.</summary>
/// <param name="Group">Consumer group.</param>
/// <param name="Queues">The queues; several topics are shared one by one, as every member does.</param>
/// <param name="Members">Client ids, sorted by ordinal.</param>
internal sealed record ForecastInput(string Group, IReadOnlyList<ForecastQueue> Queues, IReadOnlyList<string> Members)
{
    public const int MostConsumers = 64;
    public const int MostQueues = 1024;

    private const string TypedGroup = "group";
    private const string TypedTopic = "topic";

    private static readonly string[] TypedBrokers = ["broker-a", "broker-b"];

    /// <summary>
    /// So many consumers instead of those there are: the first of them in their order stay, and more come behind them under names of their
    /// own.
    /// </summary>
    public static ForecastInput Of(string group, IEnumerable<ForecastQueue> queues, IEnumerable<string> members, int consumers)
    {
        var kept = members.Order(StringComparer.Ordinal).Take(consumers).ToList();
        var added = Enumerable.Range(1, consumers - kept.Count).Select(NameOf);
        return new ForecastInput(group, [.. queues.OrderBy(queue => queue.Queue)], [.. kept.Concat(added).Order(StringComparer.Ordinal)]);
    }

    /// <summary>Queues of a topic that does not exist, half of them on each of two brokers.</summary>
    public static ForecastInput Typed(int queues, int consumers)
    {
        var half = (queues + 1) / 2;
        return Of(
            TypedGroup,
            Enumerable.Range(0, queues).Select(queue =>
                new ForecastQueue(new MessageQueue(TypedTopic, TypedBrokers[queue / half], queue % half), null)),
            [],
            consumers);
    }

    private static string NameOf(int number) => string.Create(CultureInfo.InvariantCulture, $"new-{number:00}");
}
