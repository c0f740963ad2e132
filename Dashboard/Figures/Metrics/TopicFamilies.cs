using Dashboard.Figures.Sampling;
using Engine.Admin.Statistics;
using Engine.Protocol.Messages;

namespace Dashboard.Figures.Metrics;

/// <summary>What topics got, per broker, out of the samples.</summary>
internal static class TopicFamilies
{
    private const string Normal = "normal";
    private const string Retry = "retry";
    private const string DeadLetter = "dlq";

    private static readonly string[] TopicLabels = ["cluster", "broker", "topic"];

    internal static IReadOnlyList<MetricFamily> All { get; } =
    [
        new(
            "rocketmq_producer_offset",
            "Sum of a topic's max offsets: messages ever stored.",
            TopicLabels,
            cluster => Of(cluster, type => type is not (Retry or DeadLetter), Offset)),
        new(
            "rocketmq_topic_retry_offset",
            "Sum of a retry topic's max offsets: messages ever stored.",
            TopicLabels,
            cluster => Of(cluster, type => type == Retry, Offset)),
        new(
            "rocketmq_topic_dlq_offset",
            "Sum of the max offsets of a group's dead-letter topic: messages ever stored.",
            ["cluster", "broker", "group"],
            cluster => Of(cluster, type => type == DeadLetter, Offset, GroupOf)),
        new(
            "rocketmq_producer_tps",
            "Messages per second that arrive, over 10 s.",
            TopicLabels,
            cluster => Of(cluster, type => type == Normal, rows => KnownSum.Of(rows.Select(row => row.ProduceRate)))),
    ];

    private static IEnumerable<MetricSeries> Of(
        ClusterMetrics cluster,
        Func<string, bool> isOfKind,
        Func<IEnumerable<TopicQueueRow>, double?> value,
        Func<string, string>? label = null) =>
        from one in cluster.Topics
        where isOfKind(one.Type)
        from rows in one.Topic.Queues.GroupBy(row => row.Broker)
        where cluster.IsKnown(rows.Key)
        select new MetricSeries(value(rows), cluster.Cluster, rows.Key, label is null ? one.Topic.Topic : label(one.Topic.Topic));

    private static double? Offset(IEnumerable<TopicQueueRow> rows) => rows.Sum(row => row.MaxOffset);

    private static string GroupOf(string deadLetterTopic) => deadLetterTopic[TopicNames.DeadLetterPrefix.Length..];
}
