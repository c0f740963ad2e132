using Dashboard.Figures.Sampling;
using Engine.Admin.Statistics;

namespace Dashboard.Components.Controls;

/// <summary>Sums over a topic's queues as they stand in the grid; a sum with an unknown part is unknown, but for lag and rates.</summary>
internal sealed record QueueTotals(
    int Queues,
    long BrokerOffset,
    long? ConsumerOffset,
    long? Lag,
    int LagUnknownQueues,
    double? ProduceRate,
    double? ConsumeRate)
{
    public static QueueTotals Of(IReadOnlyList<QueueRow> rows) => new(
        rows.Count,
        rows.Sum(row => row.BrokerOffset),
        rows.Any(row => row.ConsumerOffset is null) ? null : rows.Sum(row => row.ConsumerOffset),
        KnownSum.Of(rows.Select(row => row.Lag)),
        rows.Count(row => row.Lag is null),
        KnownSum.Of(rows.Select(row => row.ProduceRate)),
        KnownSum.Of(rows.Select(row => row.ConsumeRate)));
}
