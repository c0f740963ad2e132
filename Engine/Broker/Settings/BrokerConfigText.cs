using System.Globalization;

namespace Engine.Broker.Settings;

/// <summary>
/// A broker's settings as RocketMQ's properties, under the names of BrokerConfig and MessageStoreConfig;
/// what those do not know is left out. Pure.
/// </summary>
internal static class BrokerConfigText
{
    public static IEnumerable<KeyValuePair<string, string>> Of(BrokerOptions options, BrokerSettings settings) =>
        Fixed(options).Concat(settings.All());

    private static IEnumerable<KeyValuePair<string, string>> Fixed(BrokerOptions options) =>
    [
        new("brokerClusterName", options.ClusterName),
        new("brokerId", Text(options.BrokerId)),
        new("brokerName", options.BrokerName),
        new("brokerRole", RoleOf(options.Role)),
        new("defaultTopicQueueNums", Text(options.DefaultTopicQueueNums)),
        new("enablePropertyFilter", Text(options.EnablePropertyFilter)),
        new("fileReservedTime", Text(options.RetentionHours)),
        new("flushConsumerOffsetInterval", Text(options.OffsetFlushPeriod)),
        new("flushDelayOffsetInterval", Text(options.DelayOffsetFlushPeriod)),
        new("flushDiskType", options.FlushSync ? "SYNC_FLUSH" : "ASYNC_FLUSH"),
        new("flushIntervalCommitLog", Text(options.StoreFlushInterval)),
        new("listenPort", options.Address[(options.Address.LastIndexOf(':') + 1)..]),
        new("mappedFileSizeCommitLog", Text(options.CommitLogFileBytes)),
        new("mappedFileSizeConsumeQueue", Text(options.ConsumeQueueFileBytes)),
        new("maxHashSlotNum", Text(options.IndexSlots)),
        new("maxIndexNum", Text(options.IndexItems)),
        new("maxMessageSize", Text(options.MaxMessageBytes)),
        new("messageDelayLevel", options.DelayLevels),
        new("namesrvAddr", string.Join(';', options.NameServers)),
        new("regionId", options.Region),
        new("registerBrokerTimeoutMills", Text(options.RegistrationTimeout)),
        new("registerNameServerPeriod", Text(options.RegistrationPeriod)),
        new("slaveReadEnable", Text(options.SlaveReadEnable)),
        new("storePathRootDir", options.StoreFolder),
        new("transactionCheckInterval", Text(options.TransactionCheckInterval)),
        new("transactionCheckMax", Text(options.TransactionCheckMax)),
        new("transactionTimeOut", Text(options.TransactionTimeout)),
    ];

    private static string RoleOf(BrokerRole role) => role switch
    {
        BrokerRole.SyncMaster => "SYNC_MASTER",
        BrokerRole.Slave => "SLAVE",
        _ => "ASYNC_MASTER",
    };

    private static string Text(bool value) => value ? "true" : "false";

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(TimeSpan value) => Text((long)value.TotalMilliseconds);
}
