using Engine.Admin.Clusters;

namespace Dashboard.Figures.Metrics;

/// <summary>What masters say of themselves, under RocketMQ's keys; a key that a broker does not give has no series.</summary>
internal static class BrokerFamilies
{
    private const string Prefix = "rocketmq_brokeruntime_";
    private const int Over10Seconds = 0;
    private const int OverMinute = 1;
    private const int Over10Minutes = 2;

    private static readonly string[] RateLabels = ["cluster", "brokerIP", "broker"];
    private static readonly string[] RuntimeLabels = ["cluster", "brokerIP", "brokerHost", "des", "boottime", "broker_version"];

    private static readonly (string Name, string Key)[] Counts =
    [
        ("msg_put_total_today_now", "msgPutTotalTodayNow"),
        ("msg_gettotal_today_now", "msgGetTotalTodayNow"),
        ("msg_puttotal_todaymorning", "msgPutTotalTodayMorning"),
        ("msg_gettotal_todaymorning", "msgGetTotalTodayMorning"),
        ("msg_puttotal_yesterdaymorning", "msgPutTotalYesterdayMorning"),
        ("msg_gettotal_yesterdaymorning", "msgGetTotalYesterdayMorning"),
        ("dispatch_behind_bytes", "dispatchBehindBytes"),
        ("put_message_size_total", "putMessageSizeTotal"),
        ("put_message_average_size", "putMessageAverageSize"),
        ("putmessage_times_total", "putMessageTimesTotal"),
        ("putmessage_entire_time_max", "putMessageEntireTimeMax"),
        ("getmessage_entire_time_max", "getMessageEntireTimeMax"),
        ("earliest_message_timestamp", "earliestMessageTimeStamp"),
        ("commitlog_disk_ratio", "commitLogDiskRatio"),
        ("consumequeue_disk_ratio", "consumeQueueDiskRatio"),
        ("commitlog_maxoffset", "commitLogMaxOffset"),
        ("commitlog_minoffset", "commitLogMinOffset"),
        ("put_latency_99", "putLatency99"),
        ("put_latency_999", "putLatency999"),
        ("send_threadpool_queue_size", "sendThreadPoolQueueSize"),
        ("send_threadpoolqueue_capacity", "sendThreadPoolQueueCapacity"),
        ("send_threadpoolqueue_headwait_timemills", "sendThreadPoolQueueHeadWaitTimeMills"),
        ("pull_threadpoolqueue_size", "pullThreadPoolQueueSize"),
        ("pull_threadpoolqueue_capacity", "pullThreadPoolQueueCapacity"),
        ("pull_threadpoolqueue_headwait_timemills", "pullThreadPoolQueueHeadWaitTimeMills"),
        ("query_threadpoolqueue_size", "queryThreadPoolQueueSize"),
        ("query_threadpool_queue_capacity", "queryThreadPoolQueueCapacity"),
        ("query_threadpoolqueue_headwait_timemills", "queryThreadPoolQueueHeadWaitTimeMills"),
        ("pagecache_lock_time_mills", "pageCacheLockTimeMills"),
    ];

    private static readonly (string Name, string Key)[] Rates =
    [
        ("put_tps", "putTps"),
        ("getfound_tps", "getFoundTps"),
        ("getmiss_tps", "getMissTps"),
        ("gettotal_tps", "getTotalTps"),
        ("gettransfered_tps", "getTransferedTps"),
    ];

    private static readonly (string Suffix, int Window)[] Windows = [("10", Over10Seconds), ("60", OverMinute), ("600", Over10Minutes)];

    internal static IReadOnlyList<MetricFamily> All { get; } =
    [
        Rate("rocketmq_broker_tps", "Messages put per second, over a minute.", broker => broker.Rate("putTps", OverMinute)),
        Rate("rocketmq_broker_qps", "Messages got per second, over a minute.", broker => broker.Rate("getTransferedTps", OverMinute)),
        new("rocketmq_broker_commitlog_diff", "Bytes of the log that a slave is behind its master.", RateLabels, SlavesBehind),
        .. RuntimeText.PutTimeSteps.Select((step, at) => Runtime(
            $"pmdt_{step}", "Puts of the last interval that took so long.", broker => RuntimeText.PutTimes(broker, at))),
        .. Counts.Select(one => Runtime(one.Name, $"{one.Key} of the broker's runtime information.", broker => broker.Number(one.Key))),
        Runtime("commitlogdir_capacity_total", "Size of the log's disk, bytes.", broker => RuntimeText.DiskBytes(broker, "Total")),
        Runtime("commitlogdir_capacity_free", "Free part of the log's disk, bytes.", broker => RuntimeText.DiskBytes(broker, "Free")),
        Runtime(
            "remain_howmanydata_toflush",
            "Bytes of the log that are not on the disk itself.",
            broker => RuntimeText.Bytes(broker.Text("remainHowManyDataToFlush"))),
        .. Rates.SelectMany(one => Windows.Select(window => Runtime(
            one.Name + window.Suffix, $"{one.Key}, per second over {window.Suffix} s.", broker => broker.Rate(one.Key, window.Window)))),
    ];

    private static MetricFamily Rate(string name, string help, Func<BrokerRuntime, double?> value) => new(
        name,
        help,
        RateLabels,
        cluster => Masters(cluster).Select(one => new MetricSeries(value(one), cluster.Cluster, one.Broker.Address, one.Broker.Name)));

    private static MetricFamily Runtime(string name, string help, Func<BrokerRuntime, double?> value) => new(
        Prefix + name,
        help,
        RuntimeLabels,
        cluster => Masters(cluster).Select(one => new MetricSeries(
            value(one),
            cluster.Cluster,
            one.Broker.Address,
            one.Broker.Name,
            one.Text("brokerVersionDesc") ?? string.Empty,
            one.Text("bootTimestamp") ?? string.Empty,
            one.Text("brokerVersion") ?? string.Empty)));

    private static IEnumerable<MetricSeries> SlavesBehind(ClusterMetrics cluster) =>
        from slave in RuntimesOf(cluster)
        where slave.Broker.Id > 0
        let master = Masters(cluster).FirstOrDefault(one => one.Broker.Name == slave.Broker.Name)
        select new MetricSeries(
            master?.Count("commitLogMaxOffset") - slave.Count("commitLogMaxOffset"),
            cluster.Cluster,
            slave.Broker.Address,
            slave.Broker.Name);

    private static IEnumerable<BrokerRuntime> Masters(ClusterMetrics cluster) => RuntimesOf(cluster).Where(one => one.Broker.Id == 0);

    private static IReadOnlyList<BrokerRuntime> RuntimesOf(ClusterMetrics cluster) => cluster.Brokers ?? [];
}
