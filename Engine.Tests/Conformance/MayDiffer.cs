using Engine.Protocol.Codes;

namespace Engine.Tests.Conformance;

/// <summary>
/// The whole list of what an answer may say otherwise than RocketMQ 4.9.8 said when it was recorded: times, addresses of clients, figures
/// of speed, and settings of the machine. Everything else is the answer to give.
/// </summary>
internal static class MayDiffer
{
    /// <summary>Handlers of RocketMQ that set only the code leave this with a success; clients judge by the code.</summary>
    internal const string UnsetRemark = "not set any response code";

    /// <summary>Ext fields by request code.</summary>
    private static readonly Dictionary<int, string[]> Fields = new()
    {
        [RequestCode.GetBrokerConfig] = ["version"],
        [RequestCode.QueryMessage] = ["indexLastUpdateTimestamp"],
    };

    /// <summary>Members of JSON bodies by request code, at any depth.</summary>
    private static readonly Dictionary<int, string[]> Members = new()
    {
        [RequestCode.GetConsumeStats] = ["lastTimestamp", "consumeTps"],
        [RequestCode.GetTopicStatsInfo] = ["lastUpdateTimestamp"],
        [RequestCode.GetAllSubscriptionGroupConfig] = ["counter", "timestamp"],
        [RequestCode.GetConsumerConnectionList] = ["clientAddr"],
        [RequestCode.GetProducerConnectionList] = ["clientAddr"],
    };

    /// <summary>Arrays that are sets in Java: their order says nothing.</summary>
    private static readonly string[] Sets =
        ["topicList", "groupList", "lockOKMQSet", "connectionSet", "consumerIdList", "brokerDatas", "queueDatas", "codeSet", "tagsSet"];

    /// <summary>Settings in the text of 26 and 319 that belong to the machine and folder of the run.</summary>
    private static readonly string[] Settings =
    [
        "storePathRootDir", "storePathCommitLog", "mappedFileSizeCommitLog", "mappedFileSizeConsumeQueue", "maxHashSlotNum", "maxIndexNum",
        "kvConfigPath", "configStorePath", "rocketmqHome",
    ];

    /// <summary>
    /// Runtime information that is the same on every machine; the other keys must be there with a value of the same kind.
    /// The store time of the first message is told here for a young broker too, where RocketMQ says -1.
    /// </summary>
    private static readonly string[] FixedFigures =
    [
        "brokerVersion", "brokerVersionDesc", "startAcceptSendRequestTimeStamp", "commitLogMinOffset", "putMessageFailedTimes",
        "sendThreadPoolQueueCapacity", "pullThreadPoolQueueCapacity", "queryThreadPoolQueueCapacity",
        "EndTransactionThreadPoolQueueCapacity", "sendThreadPoolQueueSize", "pullThreadPoolQueueSize", "queryThreadPoolQueueSize",
        "EndTransactionQueueSize", "scheduleMessageOffset_1", "dispatchBehindBytes", "dispatchMaxBuffer",
        "remainTransientStoreBufferNumbs", "commitLogMaxOffset", "pageCacheLockTimeMills",
    ];

    internal static bool Field(int code, string name) => Fields.GetValueOrDefault(code, []).Contains(name);

    internal static bool Member(int code, string name) => Members.GetValueOrDefault(code, []).Contains(name);

    internal static bool IsSet(string name) => Sets.Contains(name);

    internal static bool Setting(string name) => Settings.Contains(name);

    internal static bool Figure(string name) => !FixedFigures.Contains(name);
}
