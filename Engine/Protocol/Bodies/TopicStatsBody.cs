namespace Engine.Protocol.Bodies;

/// <summary>Answer of GET_TOPIC_STATS_INFO (202). Mirrors RocketMQ's TopicStatsTable.</summary>
internal sealed record TopicStatsBody : IQueueKeyedBody
{
    public required IReadOnlyDictionary<MessageQueue, TopicOffset> OffsetTable { get; init; }
}
