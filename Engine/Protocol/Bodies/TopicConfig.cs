namespace Engine.Protocol.Bodies;

/// <summary>Configuration of a topic on one broker; answer of 351. Mirrors RocketMQ's TopicConfig.</summary>
internal sealed record TopicConfig : ICommandBody
{
    public required string TopicName { get; init; }

    public int ReadQueueNums { get; init; } = 16;

    public int WriteQueueNums { get; init; } = 16;

    /// <summary>Bits of PermName: 4 read, 2 write, 1 inherit.</summary>
    public int Perm { get; init; } = 6;

    public string TopicFilterType { get; init; } = "SINGLE_TAG";

    public int TopicSysFlag { get; init; }

    public bool Order { get; init; }
}
