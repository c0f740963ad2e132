using Dashboard.Figures.Sampling;
using Engine.Admin.Statistics;

namespace Dashboard.Figures.History;

/// <summary>
/// What a sample of a whole cluster says of each series. Rows that were taken over from a sample before, because their broker does not
/// answer, say nothing; a total that lacks such a row is unknown. Pure.
/// </summary>
internal static class SampleSeries
{
    internal static IEnumerable<(SeriesName Name, HistoryValues Values)> Of(ClusterSample sample)
    {
        var overview = sample.Overview;
        var isWhole = overview.Unreachable.Count == 0;
        if (isWhole)
        {
            yield return (
                SeriesName.OfCluster(overview.Cluster),
                HistoryValues.Of(overview.TotalLag, null, null, overview.ProduceRate, overview.ConsumeRate));
        }

        var readers = new Dictionary<string, TopicReaders>(StringComparer.Ordinal);
        foreach (var group in sample.Groups.Values)
        {
            if (group.Queues.All(row => IsFresh(row, group)))
                yield return (SeriesName.OfGroup(overview.Cluster, group.Summary.Name), OfGroup(group));

            foreach (var row in group.Queues.Where(row => IsFresh(row, group)))
            {
                CollectReader(readers, row);
                yield return (
                    new SeriesName(overview.Cluster, group.Summary.Name, row.Topic, row.Broker, row.QueueId),
                    HistoryValues.Of(row.Lag, row.BrokerOffset, row.ConsumerOffset, row.ProduceRate, row.ConsumeRate));
            }
        }

        if (!isWhole)
            yield break;

        foreach (var topic in sample.Topics.Values)
        {
            var read = readers.GetValueOrDefault(topic.Topic);
            yield return (
                SeriesName.OfTopic(overview.Cluster, topic.Topic),
                HistoryValues.Of(read?.Lag, topic.MaxOffset, null, topic.ProduceRate, read?.ConsumeRate));
        }
    }

    private static bool IsFresh(QueueRow row, GroupSnapshot group) => row.SampledAt >= group.SampledAt;

    private static HistoryValues OfGroup(GroupSnapshot group) => HistoryValues.Of(
        group.Summary.Lag,
        group.Queues.Sum(row => row.BrokerOffset),
        KnownSum.Of(group.Queues.Select(row => row.ConsumerOffset)),
        group.Summary.ProduceRate,
        group.Summary.ConsumeRate);

    private static void CollectReader(Dictionary<string, TopicReaders> readers, QueueRow row)
    {
        if (!readers.TryGetValue(row.Topic, out var read))
            readers.Add(row.Topic, read = new TopicReaders());

        read.Add(row);
    }

    private sealed class TopicReaders
    {
        internal long? Lag { get; private set; }

        internal double? ConsumeRate { get; private set; }

        internal void Add(QueueRow row)
        {
            Lag = row.Lag is { } lag ? (Lag ?? 0) + lag : Lag;
            ConsumeRate = row.ConsumeRate is { } rate ? (ConsumeRate ?? 0) + rate : ConsumeRate;
        }
    }
}
