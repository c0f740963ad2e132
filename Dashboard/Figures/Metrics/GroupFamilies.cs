using System.Globalization;
using Dashboard.Figures.Sampling;
using Engine.Admin.Statistics;
using Engine.Protocol.Messages;

namespace Dashboard.Figures.Metrics;

/// <summary>What consumer groups have and have not read, out of the samples.</summary>
internal static class GroupFamilies
{
    private const string Behind = "Messages of {0} that the group has not consumed.";

    private static readonly string[] DiffLabels = ["group", "topic", "countOfOnlineConsumers", "msgModel"];
    private static readonly string[] PartLabels = ["cluster", "broker", "topic", "group"];

    internal static IReadOnlyList<MetricFamily> All { get; } =
    [
        Diff("rocketmq_group_diff", "a topic", topic => !IsRetry(topic) && !IsDeadLetter(topic)),
        Diff("rocketmq_group_retrydiff", "its retry topic", IsRetry),
        Diff("rocketmq_group_dlqdiff", "a dead-letter topic", IsDeadLetter),
        new("rocketmq_group_count", "Online consumers of the group.", ["caddr", "localaddr", "group"], Counts),
        Part("rocketmq_consumer_tps", "Messages per second that the group consumes, as committed, over 10 s.", ConsumeRate),
        Part("rocketmq_group_consume_tps", "Messages per second that the group consumes, as committed, over 10 s.", ConsumeRate),
        Part("rocketmq_consumer_offset", "Sum of the broker offsets of the group's queues.", rows => rows.Sum(row => row.BrokerOffset)),
        Part(
            "rocketmq_group_consume_total_offset",
            "Sum of the group's consumer offsets.",
            rows => KnownSum.Of(rows.Select(row => (double?)row.ConsumerOffset))),
        Part(
            "rocketmq_group_get_latency_by_storetime",
            "Age of the oldest message that waits for the group, ms; 0 when none does.",
            rows => rows.Max(row => row.TimeLagMs)),
    ];

    /// <summary>The ordinals of RocketMQ's MessageModel, as the exporter writes them.</summary>
    internal static string ModelOf(GroupRow group) => group.Mode == "broadcasting" ? "0" : "1";

    private static MetricFamily Diff(string name, string what, Func<string, bool> isOfKind) => new(
        name,
        string.Format(CultureInfo.InvariantCulture, Behind, what),
        DiffLabels,
        cluster => cluster.Groups.SelectMany(group => Diffs(cluster, group, isOfKind)));

    // A sum without the part of a broker that does not answer would look like progress.
    private static IEnumerable<MetricSeries> Diffs(ClusterMetrics cluster, GroupSnapshot snapshot, Func<string, bool> isOfKind) =>
        from rows in Runs(snapshot.Queues, (row, next) => row.Topic == next.Topic)
        where isOfKind(rows[0].Topic)
        select new MetricSeries(
            rows.All(row => cluster.IsKnown(row.Broker)) ? KnownSum.Of(rows.Select(row => (double?)row.Lag)) : null,
            snapshot.Summary.Name,
            rows[0].Topic,
            snapshot.Summary.Members.ToString(CultureInfo.InvariantCulture),
            ModelOf(snapshot.Summary));

    private static IEnumerable<MetricSeries> Counts(ClusterMetrics cluster) =>
        from snapshot in cluster.Groups
        select new MetricSeries(
            snapshot.Summary.Members,
            string.Join(',', snapshot.Members.Select(member => member.Address)),
            string.Join(',', snapshot.Members.Select(member => member.ClientId)),
            snapshot.Summary.Name);

    private static MetricFamily Part(string name, string help, Func<IReadOnlyList<QueueRow>, double?> value) => new(
        name,
        help,
        PartLabels,
        cluster =>
            from snapshot in cluster.Groups
            from rows in Runs(snapshot.Queues, (row, next) => row.Topic == next.Topic && row.Broker == next.Broker)
            where cluster.IsKnown(rows[0].Broker)
            select new MetricSeries(value(rows), cluster.Cluster, rows[0].Broker, rows[0].Topic, snapshot.Summary.Name));

    /// <summary>Neighbours that belong together; rows lie by topic, broker and queue id.</summary>
    private static IEnumerable<IReadOnlyList<QueueRow>> Runs(IReadOnlyList<QueueRow> rows, Func<QueueRow, QueueRow, bool> isSame)
    {
        List<QueueRow> run = [];
        foreach (var row in rows)
        {
            if (run.Count > 0 && !isSame(run[0], row))
            {
                yield return run;
                run = [];
            }

            run.Add(row);
        }

        if (run.Count > 0)
            yield return run;
    }

    private static double? ConsumeRate(IReadOnlyList<QueueRow> rows) => KnownSum.Of(rows.Select(row => row.ConsumeRate));

    private static bool IsRetry(string topic) => topic.StartsWith(TopicNames.RetryPrefix, StringComparison.Ordinal);

    private static bool IsDeadLetter(string topic) => topic.StartsWith(TopicNames.DeadLetterPrefix, StringComparison.Ordinal);
}
