namespace Engine.Protocol.Bodies;

/// <summary>
/// From when to when the messages of a queue are, and how far a group is in them: store times in ms since 1970, -1 where there is none; the
/// texts are the same times in UTC. Mirrors RocketMQ's QueueTimeSpan.
/// </summary>
internal sealed record QueueTimeSpan
{
    public required MessageQueue MessageQueue { get; init; }

    public required long MinTimeStamp { get; init; }

    public required long MaxTimeStamp { get; init; }

    /// <summary>Of the last consumed message; of the first one when none was consumed.</summary>
    public required long ConsumeTimeStamp { get; init; }

    /// <summary>How long the next message waits, in ms; 0 when there is none.</summary>
    public required long DelayTime { get; init; }

    public required string MinTimeStampStr { get; init; }

    public required string MaxTimeStampStr { get; init; }

    public required string ConsumeTimeStampStr { get; init; }
}
