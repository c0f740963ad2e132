using System.Globalization;
using Dashboard.Figures.Sampling;

namespace Dashboard.Figures.Metrics;

/// <summary>Our own figures per queue: what a topic stores, and how far each group is.</summary>
internal static class QueueFamilies
{
    private static readonly string[] TopicLabels = ["cluster", "broker", "topic", "queue"];
    private static readonly string[] GroupLabels = [.. TopicLabels, "group"];

    internal static IReadOnlyList<MetricFamily> All { get; } =
    [
        OfTopic("console_queue_broker_offset", "Offset the next message will get.", row => row.MaxOffset),
        OfTopic("console_queue_produce_rate", "Messages per second that arrive, over 10 s.", row => row.ProduceRate),
        OfGroup("console_queue_consumer_offset", "Next offset the group reads, as committed.", row => row.ConsumerOffset),
        OfGroup("console_queue_lag", "Stored messages that the group has not consumed.", row => row.Lag),
        OfGroup(
            "console_queue_time_lag_seconds",
            "Age of the next unconsumed message; 0 when everything is consumed.",
            row => row.TimeLagMs / 1000.0),
        OfGroup("console_queue_consume_rate", "Messages per second that are committed, over 10 s.", row => row.ConsumeRate),
    ];

    private static MetricFamily OfTopic(string name, string help, Func<TopicQueueRow, double?> value) => new(
        name,
        help,
        TopicLabels,
        cluster =>
            from topic in cluster.Topics
            from row in topic.Topic.Queues
            where cluster.IsKnown(row.Broker)
            select new MetricSeries(value(row), cluster.Cluster, row.Broker, row.Topic, Text(row.QueueId)));

    private static MetricFamily OfGroup(string name, string help, Func<QueueRow, double?> value) => new(
        name,
        help,
        GroupLabels,
        cluster =>
            from snapshot in cluster.Groups
            from row in snapshot.Queues
            where cluster.IsKnown(row.Broker)
            select new MetricSeries(value(row), cluster.Cluster, row.Broker, row.Topic, Text(row.QueueId), snapshot.Summary.Name));

    private static string Text(int queueId) => queueId.ToString(CultureInfo.InvariantCulture);
}
