namespace Engine.Admin.Topics;

/// <summary>How a topic is to be made.</summary>
/// <param name="Name">1 to 127 of the characters %, |, letters, digits, _ and -.</param>
/// <param name="Queues">Queues per broker, 1 to 1024, for reading, and for writing unless told. RocketMQ's readQueueNums.</param>
/// <param name="Perm">Bits: 4 read, 2 write.</param>
/// <param name="Brokers">Broker names; null means all.</param>
public sealed record TopicSettings(string Name, int Queues = 8, int Perm = 6, IReadOnlyList<string>? Brokers = null)
{
    /// <summary>
    /// Queues per broker that producers write, 1 up to those that are read; null means all of them. RocketMQ's writeQueueNums: fewer lets
    /// the others run empty before they go.
    /// </summary>
    public int? WriteQueues { get; init; }
}
