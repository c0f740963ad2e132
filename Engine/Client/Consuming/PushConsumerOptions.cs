using Engine.Client.Consuming.Rebalance;
using Engine.Protocol.Bodies;

namespace Engine.Client.Consuming;

/// <summary>Settings of a push consumer, with RocketMQ's defaults. Mirrors DefaultMQPushConsumer.</summary>
public sealed record PushConsumerOptions
{
    /// <summary>Consumer group, 1 to 255 of the characters %, |, letters, digits, _ and -.</summary>
    public required string Group { get; init; }

    /// <summary>Topic to tag expression: <c>*</c> or <c>tagA || tagB</c>.</summary>
    public required IReadOnlyDictionary<string, string> Subscriptions { get; init; }

    /// <summary>
    /// Further topics, of which the brokers hand out what an SQL92 expression over the properties lets through: <c>amount &gt; 100</c> for
    /// example. A broker that cannot, or an expression that is none, is a failure of the start.
    /// </summary>
    public IReadOnlyDictionary<string, string> SqlSubscriptions { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Distinguishes clients of one process; <value>null</value> makes a unique one. A broadcasting consumer must find its offsets again
    /// after a restart: there null means DEFAULT, and several members of one group on one machine need names of their own.
    /// </summary>
    public string? InstanceName { get; init; }

    /// <summary>Whether the members share the messages, or each of them gets all.</summary>
    public MessageModel MessageModel { get; init; } = MessageModel.Clustering;

    /// <summary>Shares the queues of a topic among the group's members; all of them need the same one.</summary>
    public IAllocateStrategy AllocateStrategy { get; init; } = new AllocateAveragely();

    /// <summary>Where the group starts on a queue without a stored offset.</summary>
    public ConsumeFromWhere ConsumeFromWhere { get; init; } = ConsumeFromWhere.LastOffset;

    /// <summary>For <see cref="ConsumeFromWhere.Timestamp"/>; <value>null</value> means 30 minutes before the start.</summary>
    public DateTimeOffset? ConsumeTimestamp { get; init; }

    /// <summary>Messages per listener call, 1 to 1024.</summary>
    public int ConsumeMessageBatchMaxSize { get; init; } = 1;

    /// <summary>Listener calls at a time, 1 to 1000.</summary>
    public int ConsumeConcurrency { get; init; } = 20;

    /// <summary>
    /// Retries before a message goes to the dead letters; <value>-1</value> means 16, and without end for an orderly listener.
    /// </summary>
    public int MaxReconsumeTimes { get; init; } = -1;

    /// <summary>
    /// How long a listener may take for a batch, more than zero. A call is never interrupted: one that takes longer is counted as timed
    /// out, and what it holds back is sent back, but for an orderly listener.
    /// </summary>
    public TimeSpan ConsumeTimeout { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// For an orderly listener: pause before a failed batch comes again, unless the listener says otherwise; 10 ms to 30 s.
    /// </summary>
    public TimeSpan SuspendCurrentQueueTime { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Messages per pull, 1 to 1024.</summary>
    public int PullBatchSize { get; init; } = 32;

    /// <summary>Pause between a pull that found messages and the next one of its queue, 0 to 65535 ms.</summary>
    public TimeSpan PullInterval { get; init; } = TimeSpan.Zero;

    /// <summary>
    /// Whether each pull carries the subscription. Else brokers take it from the last heartbeat, and only its version from the pull.
    /// </summary>
    public bool PostSubscriptionWhenPull { get; init; }

    /// <summary>Cached messages of a queue above which pulling waits, 1 to 65535.</summary>
    public int PullThresholdForQueue { get; init; } = 1000;

    /// <summary>Cached bytes of a queue above which pulling waits, up to 1 GiB.</summary>
    public long PullThresholdBytesForQueue { get; init; } = 100L * 1024 * 1024;

    /// <summary>
    /// Cached messages of a topic above which pulling waits, 1 to 6553500: divided evenly among the topic's queues that this member holds,
    /// in place of <see cref="PullThresholdForQueue"/>. <value>null</value> means no such limit.
    /// </summary>
    public int? PullThresholdForTopic { get; init; }

    /// <summary>
    /// Cached bytes of a topic above which pulling waits, up to 100 GiB: divided as <see cref="PullThresholdForTopic"/>, in place of
    /// <see cref="PullThresholdBytesForQueue"/>. <value>null</value> means no such limit.
    /// </summary>
    public long? PullThresholdBytesForTopic { get; init; }

    /// <summary>Offset span of a queue's cache above which pulling waits, 1 to 65535.</summary>
    public int ConsumeConcurrentlyMaxSpan { get; init; } = 2000;

    /// <summary>How long a stop waits for listener calls that run.</summary>
    public TimeSpan AwaitTerminationWhenShutdown { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Folder in which a broadcasting consumer keeps its offsets, a folder for its client id and group inside; <value>null</value> means
    /// the cluster's own, or .rocketmq_offsets in the user's home, as with RocketMQ, when it has none.
    /// </summary>
    public string? LocalOffsetsFolder { get; init; }

    /// <summary>Called around every listener call and for every pulled batch, in this order.</summary>
    public IReadOnlyList<IConsumerHook> Hooks { get; init; } = [];
}
