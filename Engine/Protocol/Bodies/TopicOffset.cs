namespace Engine.Protocol.Bodies;

/// <summary>Bounds of a queue. Mirrors RocketMQ's TopicOffset.</summary>
internal sealed record TopicOffset
{
    public required long MinOffset { get; init; }

    public required long MaxOffset { get; init; }

    /// <summary>Store time in ms of the newest message, 0 when there is none.</summary>
    public long LastUpdateTimestamp { get; init; }
}
