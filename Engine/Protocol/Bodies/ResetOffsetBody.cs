namespace Engine.Protocol.Bodies;

/// <summary>Offsets a group is set to (220, 222). Mirrors RocketMQ's ResetOffsetBody.</summary>
internal sealed record ResetOffsetBody : IQueueKeyedBody
{
    public required IReadOnlyDictionary<MessageQueue, long> OffsetTable { get; init; }
}
