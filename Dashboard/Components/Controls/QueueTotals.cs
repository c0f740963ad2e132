using Dashboard.Figures.Sampling;

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
        rows.All(row => row.Lag is null) ? null : rows.Sum(row => row.Lag ?? 0),
        rows.Count(row => row.Lag is null),
        SumOf(rows.Select(row => row.ProduceRate)),
        SumOf(rows.Select(row => row.ConsumeRate)));

    private static double? SumOf(IEnumerable<double?> rates)
    {
        var known = rates.OfType<double>().ToList();
        return known.Count == 0 ? null : known.Sum();
    }
}
