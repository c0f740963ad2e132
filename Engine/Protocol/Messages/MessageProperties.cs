using System.Collections.Frozen;

namespace Engine.Protocol.Messages;

/// <summary>Names of the properties RocketMQ gives a meaning to; mirrors <c>MessageConst</c>.</summary>
public static class MessageProperties
{
    /// <summary>Business keys separated by blanks.</summary>
    public const string Keys = "KEYS";

    /// <summary>The tag.</summary>
    public const string Tags = "TAGS";

    /// <summary>Whether the sender waits for flush and replica.</summary>
    public const string WaitStoreOk = "WAIT";

    /// <summary>Delay level 1 to 18.</summary>
    public const string DelayLevel = "DELAY";

    /// <summary>Original topic of a retried message.</summary>
    public const string RetryTopic = "RETRY_TOPIC";

    /// <summary>Original topic of a delayed or half message.</summary>
    public const string RealTopic = "REAL_TOPIC";

    /// <summary>Original queue id of a delayed or half message.</summary>
    public const string RealQueueId = "REAL_QID";

    /// <summary>"true" on a half message.</summary>
    public const string TransactionPrepared = "TRAN_MSG";

    /// <summary>Producer group.</summary>
    public const string ProducerGroup = "PGROUP";

    /// <summary>Queue minimum at pull time, set by the consumer's client.</summary>
    public const string MinOffset = "MIN_OFFSET";

    /// <summary>Queue maximum at pull time, set by the consumer's client.</summary>
    public const string MaxOffset = "MAX_OFFSET";

    /// <summary>Offset id of the first version of a retried message.</summary>
    public const string OriginMessageId = "ORIGIN_MESSAGE_ID";

    /// <summary>Retry counter inside client re-sends.</summary>
    public const string ReconsumeTime = "RECONSUME_TIME";

    /// <summary>Retry limit inside client re-sends.</summary>
    public const string MaxReconsumeTimes = "MAX_RECONSUME_TIMES";

    /// <summary>Region.</summary>
    public const string Region = "MSG_REGION";

    /// <summary>Trace switch.</summary>
    public const string TraceOn = "TRACE_ON";

    /// <summary>The id the producer gave the message.</summary>
    public const string UniqueKey = "UNIQ_KEY";

    /// <summary>Milliseconds text, set when a message is handed to the listener.</summary>
    public const string ConsumeStartTime = "CONSUME_START_TIME";

    /// <summary>Times a half message was checked.</summary>
    public const string TransactionCheckTimes = "TRANSACTION_CHECK_TIMES";

    /// <summary>Queue offset of the prepared record.</summary>
    public const string TransactionPreparedQueueOffset = "TRAN_PREPARED_QUEUE_OFFSET";

    /// <summary>Seconds before the first transaction check.</summary>
    public const string CheckImmunitySeconds = "CHECK_IMMUNITY_TIME_IN_SECONDS";

    /// <summary>Namespace of the instance.</summary>
    public const string InstanceId = "INSTANCE_ID";

    /// <summary>Ties a reply to its request.</summary>
    public const string CorrelationId = "CORRELATION_ID";

    /// <summary>Id of the client that waits for the reply.</summary>
    public const string ReplyToClient = "REPLY_TO_CLIENT";

    /// <summary>Milliseconds text: when the broker handed the reply to the client.</summary>
    public const string PushReplyTime = "PUSH_REPLY_TIME";

    /// <summary>Cluster name, added by the broker to every message it stores.</summary>
    public const string Cluster = "CLUSTER";

    /// <summary>Milliseconds text: how long the sender of a request waits for the reply.</summary>
    public const string TimeToLive = "TTL";

    /// <summary>Milliseconds text: when a reply came to the client that asked.</summary>
    public const string ReplyArriveTime = "ARRIVE_TIME";

    /// <summary>"reply" on a reply.</summary>
    public const string MessageType = "MSG_TYPE";

    private static readonly FrozenSet<string> Reserved = new[]
    {
        Keys, Tags, WaitStoreOk, DelayLevel, RetryTopic, RealTopic, RealQueueId, TransactionPrepared, ProducerGroup, MinOffset, MaxOffset,
        "BUYER_ID", OriginMessageId, "TRANSFER_FLAG", "CORRECTION_FLAG", "MQ2_FLAG", ReconsumeTime, MaxReconsumeTimes, Region, TraceOn,
        UniqueKey, "EXTEND_UNIQ_INFO", ConsumeStartTime, TransactionCheckTimes, TransactionPreparedQueueOffset, CheckImmunitySeconds,
        InstanceId, CorrelationId, ReplyToClient, TimeToLive, ReplyArriveTime, PushReplyTime, Cluster, MessageType,
        "INNER_MULTI_DISPATCH", "INNER_MULTI_QUEUE_OFFSET", "__transactionId__",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a name is RocketMQ's own and therefore not allowed for a user property.</summary>
    /// <param name="name">The property name.</param>
    /// <returns>True for a reserved name.</returns>
    public static bool IsReserved(string name) => Reserved.Contains(name);
}
