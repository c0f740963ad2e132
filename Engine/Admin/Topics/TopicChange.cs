namespace Engine.Admin.Topics;

/// <summary>What is to become of a topic that exists; what is null stays on each broker as it is there.</summary>
/// <param name="Name">The topic.</param>
public sealed record TopicChange(string Name)
{
    /// <summary>Queues per broker, 1 to 1024, for reading, and for writing unless told. RocketMQ's readQueueNums.</summary>
    public int? Queues { get; init; }

    /// <summary>Queues per broker that producers write, 1 up to those that are read. RocketMQ's writeQueueNums.</summary>
    public int? WriteQueues { get; init; }

    /// <summary>Bits: 4 read, 2 write.</summary>
    public int? Perm { get; init; }

    /// <summary>
    /// Broker names; null means those that have the topic. One that does not have it yet gets what is not told as large as it is elsewhere.
    /// </summary>
    public IReadOnlyList<string>? Brokers { get; init; }
}
