using Engine.Client.Consuming.Rebalance;
using Engine.Protocol.Bodies;

namespace Engine.Client.Consuming.Lite;

/// <summary>Settings of a lite pull consumer, with RocketMQ's defaults. Mirrors DefaultLitePullConsumer.</summary>
public sealed record LitePullConsumerOptions
{
    /// <summary>Consumer group, 1 to 255 of the characters %, |, letters, digits, _ and -.</summary>
    public required string Group { get; init; }

    /// <summary>Distinguishes clients of one process, as <see cref="PushConsumerOptions.InstanceName"/>.</summary>
    public string? InstanceName { get; init; }

    /// <summary>Whether subscribing members share the messages, or each of them gets all.</summary>
    public MessageModel MessageModel { get; init; } = MessageModel.Clustering;

    /// <summary>Shares the queues of a subscribed topic among the group's members; all of them need the same one.</summary>
    public IAllocateStrategy AllocateStrategy { get; init; } = new AllocateAveragely();

    /// <summary>Where the group starts on a queue without a stored offset.</summary>
    public ConsumeFromWhere ConsumeFromWhere { get; init; } = ConsumeFromWhere.LastOffset;

    /// <summary>For <see cref="ConsumeFromWhere.Timestamp"/>; <value>null</value> means 30 minutes before the start.</summary>
    public DateTimeOffset? ConsumeTimestamp { get; init; }

    /// <summary>
    /// Whether a poll commits what the polls before it returned; it is reported every 5 s and at the stop. Else the application commits.
    /// </summary>
    public bool AutoCommit { get; init; } = true;

    /// <summary>Messages per pull, and so at most per poll, 1 to 1024.</summary>
    public int PullBatchSize { get; init; } = 10;

    /// <summary>Messages of a queue that wait for a poll, above which pulling waits, 1 to 65535.</summary>
    public int PullThresholdForQueue { get; init; } = 1000;

    /// <summary>Bytes of a queue that wait for a poll, above which pulling waits, up to 1 GiB.</summary>
    public long PullThresholdBytesForQueue { get; init; } = 100L * 1024 * 1024;

    /// <summary>How long a poll waits for messages when it is not told otherwise, zero or more.</summary>
    public TimeSpan PollTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>As <see cref="PushConsumerOptions.LocalOffsetsFolder"/>.</summary>
    public string? LocalOffsetsFolder { get; init; }

    /// <summary>The same for the parts that both kinds of consumers share.</summary>
    internal PushConsumerOptions ToShared() => new()
    {
        Group = Group,
        Subscriptions = new Dictionary<string, string>(),
        InstanceName = InstanceName,
        MessageModel = MessageModel,
        AllocateStrategy = AllocateStrategy,
        ConsumeFromWhere = ConsumeFromWhere,
        ConsumeTimestamp = ConsumeTimestamp,
        PullBatchSize = PullBatchSize,
        PullThresholdForQueue = PullThresholdForQueue,
        PullThresholdBytesForQueue = PullThresholdBytesForQueue,
        ConsumeConcurrentlyMaxSpan = ushort.MaxValue,
        PostSubscriptionWhenPull = true,
        LocalOffsetsFolder = LocalOffsetsFolder,
    };
}
