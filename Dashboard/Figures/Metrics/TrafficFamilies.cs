using Engine.Admin.Clusters;

namespace Dashboard.Figures.Metrics;

/// <summary>Bytes and send-backs as brokers count them over a minute; what they never counted has no series.</summary>
internal static class TrafficFamilies
{
    private static readonly string[] GroupLabels = ["cluster", "broker", "topic", "group"];

    internal static IReadOnlyList<MetricFamily> All { get; } =
    [
        new(
            "rocketmq_producer_message_size",
            "Bytes per second that arrive, over a minute.",
            ["cluster", "broker", "topic"],
            cluster => cluster.Traffic
                .Where(one => one.Key.Group is null)
                .Select(one => new MetricSeries(one.BytesPerSecond, cluster.Cluster, one.Key.Broker, one.Key.Topic))),
        OfGroup("rocketmq_consumer_message_size", "Bytes per second that the group pulls, over a minute.", one => one.BytesPerSecond),
        OfGroup("rocketmq_send_back_nums", "Messages that the group sent back within a minute.", one => one.SentBack),
    ];

    /// <summary>Whose traffic a page asks: each topic's on each of its brokers, then each group's on its topics.</summary>
    internal static IReadOnlyList<TrafficKey> KeysOf(ClusterMetrics cluster) =>
    [
        .. from one in cluster.Topics
           where one.Type == "normal"
           from broker in one.Topic.Queues.Select(row => row.Broker).Distinct()
           select new TrafficKey(broker, one.Topic.Topic, null),
        .. from snapshot in cluster.Groups
           from place in snapshot.Queues.Select(row => (row.Broker, row.Topic)).Distinct()
           select new TrafficKey(place.Broker, place.Topic, snapshot.Summary.Name),
    ];

    private static MetricFamily OfGroup(string name, string help, Func<TrafficFigures, double?> value) => new(
        name,
        help,
        GroupLabels,
        cluster => cluster.Traffic
            .Where(one => one.Key.Group is not null)
            .Select(one => new MetricSeries(value(one), cluster.Cluster, one.Key.Broker, one.Key.Topic, one.Key.Group!)));
}
