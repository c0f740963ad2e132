namespace Engine.Broker.Statistics;

/// <summary>What is counted, under RocketMQ's names. Mirrors Stats and BrokerStatsManager (broker-semantics §13.2).</summary>
internal static class StatsNames
{
    /// <summary>By topic: messages stored.</summary>
    public const string TopicPutNums = "TOPIC_PUT_NUMS";

    /// <summary>By topic: bytes stored.</summary>
    public const string TopicPutSize = "TOPIC_PUT_SIZE";

    /// <summary>By topic@group: messages pulled.</summary>
    public const string GroupGetNums = "GROUP_GET_NUMS";

    /// <summary>By topic@group: bytes pulled.</summary>
    public const string GroupGetSize = "GROUP_GET_SIZE";

    /// <summary>By queueId@topic@group: milliseconds of handling pulls that found messages.</summary>
    public const string GroupGetLatency = "GROUP_GET_LATENCY";

    /// <summary>By topic@queueId: messages stored.</summary>
    public const string QueuePutNums = "QUEUE_PUT_NUMS";

    /// <summary>By topic@queueId: bytes stored.</summary>
    public const string QueuePutSize = "QUEUE_PUT_SIZE";

    /// <summary>By topic@queueId@group: messages pulled.</summary>
    public const string QueueGetNums = "QUEUE_GET_NUMS";

    /// <summary>By topic@queueId@group: bytes pulled.</summary>
    public const string QueueGetSize = "QUEUE_GET_SIZE";

    /// <summary>By topic@group: messages sent back, under the topic they were first sent to.</summary>
    public const string SendBackNums = "SNDBCK_PUT_NUMS";

    /// <summary>By cluster: messages that clients stored.</summary>
    public const string BrokerPutNums = "BROKER_PUT_NUMS";

    /// <summary>By cluster: messages pulled.</summary>
    public const string BrokerGetNums = "BROKER_GET_NUMS";

    /// <summary>Who pulls the schedule topic: the broker itself.</summary>
    public const string ScheduleConsumer = "SCHEDULE_CONSUMER";
}
