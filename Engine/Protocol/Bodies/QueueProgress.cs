namespace Engine.Protocol.Bodies;

/// <summary>
/// One queue of a group in GET_QUEUE_PROGRESS: everything read together, so that the consumer offset never exceeds
/// MaxOffset unless it was set so.
/// </summary>
internal sealed record QueueProgress
{
    public required string Topic { get; init; }

    public required int QueueId { get; init; }

    public required long MinOffset { get; init; }

    /// <summary>Offset the next message will get.</summary>
    public required long MaxOffset { get; init; }

    /// <summary>Null when the group has no offset on the queue.</summary>
    public long? ConsumerOffset { get; init; }

    /// <summary>Offset after the last message handed to the owner; null when unknown.</summary>
    public long? PulledOffset { get; init; }

    /// <summary>Store time in ms of the message before the consumer offset; null when there is none.</summary>
    public long? LastConsumedAt { get; init; }

    /// <summary>Store time in ms of the next unconsumed message; null when there is none.</summary>
    public long? NextStoredAt { get; init; }

    /// <summary>Client id whose channel last pulled the queue and is still a member.</summary>
    public string? Owner { get; init; }

    /// <summary>Ms since 1970 when the owner last asked for messages of the queue; null without one.</summary>
    public long? LastPulledAt { get; init; }

    /// <summary>Client id of another member that pulls the queue in turns with the owner; null when there is none.</summary>
    public string? Rival { get; init; }

    /// <summary>Ms since 1970 of the last reset of the group's offset; null when the broker saw none since its start.</summary>
    public long? ResetAt { get; init; }
}
