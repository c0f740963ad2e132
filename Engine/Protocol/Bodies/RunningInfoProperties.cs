namespace Engine.Protocol.Bodies;

/// <summary>
/// Names of the properties that tools expect in a <see cref="ConsumerRunningInfoBody"/>. Mirrors RocketMQ's ConsumerRunningInfo.
/// </summary>
internal static class RunningInfoProperties
{
    public const string NameServerAddress = "PROP_NAMESERVER_ADDR";

    public const string ThreadPoolCoreSize = "PROP_THREADPOOL_CORE_SIZE";

    public const string ConsumeOrderly = "PROP_CONSUMEORDERLY";

    public const string ConsumeType = "PROP_CONSUME_TYPE";

    public const string ClientVersion = "PROP_CLIENT_VERSION";

    public const string ConsumerStartTimestamp = "PROP_CONSUMER_START_TIMESTAMP";
}
