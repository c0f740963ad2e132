using Engine.Protocol;

namespace Engine.Client.Producing;

/// <summary>Answer to a send. Mirrors RocketMQ's SendResult.</summary>
/// <param name="Status">How safely it is stored.</param>
/// <param name="MessageId">The producer's unique id; for a batch all ids joined by commas.</param>
/// <param name="OffsetMessageId">The broker's id, made of store host and physical offset.</param>
/// <param name="Queue">Queue that holds the message.</param>
/// <param name="QueueOffset">Offset in that queue; for a batch that of the first message.</param>
public sealed record SendResult(SendStatus Status, string MessageId, string OffsetMessageId, MessageQueue Queue, long QueueOffset);
