using System.Collections.Frozen;

namespace Engine.Protocol.Messages;

/// <summary>Rules of topic names and the topics with a meaning; mirrors <c>TopicValidator</c> and <c>MixAll</c>.</summary>
public static class TopicNames
{
    /// <summary>Template from which topics are created by a send.</summary>
    public const string AutoCreateTemplate = "TBW102";

    /// <summary>Where delayed messages wait, one queue per level.</summary>
    public const string Schedule = "SCHEDULE_TOPIC_XXXX";

    /// <summary>The benchmark topic.</summary>
    public const string Benchmark = "BenchmarkTest";

    /// <summary>The self-test topic.</summary>
    public const string SelfTest = "SELF_TEST_TOPIC";

    /// <summary>Half messages.</summary>
    public const string TransactionHalf = "RMQ_SYS_TRANS_HALF_TOPIC";

    /// <summary>Marks of finished half messages.</summary>
    public const string TransactionOp = "RMQ_SYS_TRANS_OP_HALF_TOPIC";

    /// <summary>Half messages that were given up.</summary>
    public const string TransactionCheckMax = "TRANS_CHECK_MAX_TIME_TOPIC";

    /// <summary>Message traces.</summary>
    public const string Trace = "RMQ_SYS_TRACE_TOPIC";

    /// <summary>Offset correction events.</summary>
    public const string OffsetMovedEvent = "OFFSET_MOVED_EVENT";

    /// <summary>Prefix of a group's retry topic.</summary>
    public const string RetryPrefix = "%RETRY%";

    /// <summary>Prefix of a group's dead-letter topic.</summary>
    public const string DeadLetterPrefix = "%DLQ%";

    /// <summary>Prefix of system topics.</summary>
    public const string SystemPrefix = "rmq_sys_";

    private const string ReplySuffix = "_REPLY_TOPIC";

    private static readonly FrozenSet<string> SystemTopics = new[]
    {
        AutoCreateTemplate, Schedule, Benchmark, TransactionHalf, Trace, TransactionOp, TransactionCheckMax, SelfTest, OffsetMovedEvent,
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>RocketMQ's own topics by their whole names.</summary>
    internal static IReadOnlyCollection<string> AllSystem => SystemTopics;

    private static readonly FrozenSet<string> ClosedToClients = new[]
    {
        Schedule, TransactionHalf, TransactionOp, TransactionCheckMax, SelfTest, OffsetMovedEvent,
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Checks a topic name.</summary>
    /// <param name="topic">The name.</param>
    /// <returns>The rule it breaks as a sentence, or null when it is legal.</returns>
    public static string? Check(string? topic) => NameRule.Check("topic", topic, MessageLimits.MaxTopicLength);

    /// <summary>Whether the topic is RocketMQ's own everywhere (a broker adds its own name, its cluster's and reply topics).</summary>
    /// <param name="topic">The name.</param>
    /// <returns>True for a system topic.</returns>
    public static bool IsSystem(string topic)
    {
        ArgumentNullException.ThrowIfNull(topic);
        return SystemTopics.Contains(topic) || topic.StartsWith(SystemPrefix, StringComparison.Ordinal);
    }

    /// <summary>Whether clients may not send to it.</summary>
    /// <param name="topic">The name.</param>
    /// <returns>True for the broker's working topics.</returns>
    public static bool IsSendingForbidden(string topic) => ClosedToClients.Contains(topic);

    /// <summary>Whether it is a group's retry topic.</summary>
    /// <param name="topic">The name.</param>
    /// <returns>True for <c>%RETRY%group</c>.</returns>
    public static bool IsRetry(string topic)
    {
        ArgumentNullException.ThrowIfNull(topic);
        return topic.StartsWith(RetryPrefix, StringComparison.Ordinal);
    }

    /// <summary>Whether it is a group's dead-letter topic.</summary>
    /// <param name="topic">The name.</param>
    /// <returns>True for <c>%DLQ%group</c>.</returns>
    public static bool IsDeadLetter(string topic)
    {
        ArgumentNullException.ThrowIfNull(topic);
        return topic.StartsWith(DeadLetterPrefix, StringComparison.Ordinal);
    }

    /// <summary>A group's retry topic.</summary>
    /// <param name="group">The group.</param>
    /// <returns><c>%RETRY%group</c>.</returns>
    public static string Retry(string group) => RetryPrefix + group;

    /// <summary>A group's dead-letter topic.</summary>
    /// <param name="group">The group.</param>
    /// <returns><c>%DLQ%group</c>.</returns>
    public static string DeadLetter(string group) => DeadLetterPrefix + group;

    /// <summary>The topic that takes the replies to requests.</summary>
    /// <param name="cluster">The cluster's name.</param>
    /// <returns><c>cluster_REPLY_TOPIC</c>.</returns>
    public static string Reply(string cluster) => cluster + ReplySuffix;

    /// <summary>The group a retry or dead-letter topic belongs to.</summary>
    /// <param name="topic">The name.</param>
    /// <returns>The group, or null for other topics.</returns>
    public static string? GroupOf(string topic) => IsRetry(topic) ? topic[RetryPrefix.Length..]
        : IsDeadLetter(topic) ? topic[DeadLetterPrefix.Length..]
        : null;
}
