using Engine.Admin.Members;

namespace Dashboard.Figures.Metrics;

/// <summary>What clients say of themselves: averages and rates of their last minute (RocketMQ's ConsumerRunningInfo).</summary>
internal static class ClientFamilies
{
    private static readonly string[] ClientLabels = ["clientAddr", "clientId", "group", "topic"];

    internal static IReadOnlyList<MetricFamily> All { get; } =
    [
        new("rocketmq_producer_count", "Online producers of the group.", ["cluster", "broker", "group"], Producers),
        Of("rocketmq_client_consume_fail_msg_count", "Messages that failed in the last hour.", topic => topic.FailedInLastHour),
        Of("rocketmq_client_consume_fail_msg_tps", "Messages that failed per second.", topic => topic.ConsumeFailedTps),
        Of("rocketmq_client_consume_ok_msg_tps", "Messages consumed per second.", topic => topic.ConsumeOkTps),
        Of("rocketmq_client_consume_rt", "Mean time of a listener call, ms.", topic => topic.ConsumeRtMs),
        Of("rocketmq_client_consumer_pull_rt", "Mean time of a pull, ms.", topic => topic.PullRtMs),
        Of("rocketmq_client_consumer_pull_tps", "Messages pulled per second.", topic => topic.PullTps),
    ];

    private static MetricFamily Of(string name, string help, Func<TopicConsumption, double?> value) => new(
        name,
        help,
        ClientLabels,
        cluster =>
            from client in ClientsOf(cluster)
            from membership in client.Memberships
            from topic in membership.Running?.Topics ?? []
            select new MetricSeries(value(topic), client.Address, client.ClientId, membership.Group, topic.Topic));

    private static IEnumerable<MetricSeries> Producers(ClusterMetrics cluster) =>
        from client in ClientsOf(cluster)
        from @group in client.ProducerBrokers
        from broker in @group.Value
        group client by (Group: @group.Key, Broker: broker) into producers
        orderby producers.Key.Group, producers.Key.Broker
        select new MetricSeries(producers.Count(), cluster.Cluster, producers.Key.Broker, producers.Key.Group);

    private static IEnumerable<ClientView> ClientsOf(ClusterMetrics cluster) => cluster.Clients?.Clients ?? [];
}
