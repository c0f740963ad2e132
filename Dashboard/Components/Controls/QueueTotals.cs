using Dashboard.Figures.Sampling;
using Engine.Admin.Statistics;

namespace Dashboard.Components.Controls;

/// <summary>
/// Sums over a topic's queues as they stand in the grid; a sum with an unknown part is unknown, but for lag, rates and in flight. Times
/// and verdict are those of the worst queue.
/// </summary>
internal sealed record QueueTotals(
    int Queues,
    long BrokerOffset,
    long? ConsumerOffset,
    long? Lag,
    int LagUnknownQueues,
    QueueMotion Motion)
{
    public static QueueTotals Of(IReadOnlyList<QueueRow> rows)
    {
        var totals = GroupTotals.Of([.. rows.Select(QueueRows.MotionOf)]);
        return new QueueTotals(
            rows.Count,
            rows.Sum(row => row.BrokerOffset),
            rows.Any(row => row.ConsumerOffset is null) ? null : rows.Sum(row => row.ConsumerOffset),
            totals.Lag,
            totals.LagUnknownQueues,
            new QueueMotion(
                totals.Lag,
                totals.ProduceRate,
                totals.ConsumeRate,
                totals.InFlight,
                totals.TimeLagMs,
                totals.EtaSeconds,
                totals.Verdict ?? QueueVerdict.Unknown));
    }
}
