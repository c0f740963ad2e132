namespace Engine.Protocol.Bodies;

/// <summary>Answer of GET_CONSUME_STATS (208). Mirrors RocketMQ's ConsumeStats.</summary>
internal sealed record ConsumeStatsBody : IQueueKeyedBody
{
    public required IReadOnlyDictionary<MessageQueue, OffsetWrapper> OffsetTable { get; init; }

    public double ConsumeTps { get; init; }
}
