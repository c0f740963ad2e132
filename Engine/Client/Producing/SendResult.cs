using Engine.Protocol;

namespace Engine.Client.Producing;

/// <summary>Answer to a send. Mirrors RocketMQ's SendResult.</summary>
/// <param name="Status">How safely it is stored.</param>
/// <param name="MessageId">The producer's unique id; for a batch all ids joined by commas.</param>
/// <param name="OffsetMessageId">The broker's id, made of store host and physical offset; for a batch all ids joined by commas.</param>
/// <param name="Queue">Queue that holds the message.</param>
/// <param name="QueueOffset">Offset in that queue; for a batch of the first message, for a half message among the half ones.</param>
public sealed record SendResult(SendStatus Status, string MessageId, string OffsetMessageId, MessageQueue Queue, long QueueOffset)
{
    /// <summary>The broker's name for the transaction; 4.9 brokers give none.</summary>
    public string? TransactionId { get; init; }

    /// <summary>The broker's region.</summary>
    public string? RegionId { get; init; }

    /// <summary>Whether the broker wants the message traced.</summary>
    public bool TraceOn { get; init; } = true;
}
