namespace Engine.Protocol.Bodies;

/// <summary>Both offsets of a queue. Mirrors RocketMQ's OffsetWrapper.</summary>
internal sealed record OffsetWrapper
{
    public required long BrokerOffset { get; init; }

    /// <summary>-1 when the group has none.</summary>
    public long ConsumerOffset { get; init; }

    /// <summary>Store time in ms of the message before the consumer offset, 0 when unknown.</summary>
    public long LastTimestamp { get; init; }

    /// <summary>Offset up to which messages were handed out; null from brokers before 5.0, which do not tell.</summary>
    public long? PullOffset { get; init; }
}
