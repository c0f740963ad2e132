namespace Engine.Protocol.Bodies;

/// <summary>The offsets of a broadcasting consumer as its client keeps them in a file. Mirrors RocketMQ's OffsetSerializeWrapper.</summary>
internal sealed record LocalOffsetsBody : IQueueKeyedBody
{
    public required IReadOnlyDictionary<MessageQueue, long> OffsetTable { get; init; }
}
