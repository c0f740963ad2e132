namespace Engine.Protocol.Bodies;

/// <summary>Answer of our own GET_QUEUE_PROGRESS (30001): one consistent read of one broker.</summary>
internal sealed record QueueProgressBody : ICommandBody
{
    public required string BrokerName { get; init; }

    /// <summary>Ms since 1970 by the broker's clock.</summary>
    public long SampledAt { get; init; }

    /// <summary>Version of the broker at the read, for AWAIT_CHANGE with scope all.</summary>
    public long ChangeVersion { get; init; }

    public IReadOnlyList<GroupProgress> Groups { get; init; } = [];

    public IReadOnlyList<TopicQueueProgress> Topics { get; init; } = [];
}
