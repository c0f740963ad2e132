namespace Engine.Protocol.Bodies;

/// <summary>Version of a table: equal only when both parts are. Mirrors RocketMQ's DataVersion.</summary>
internal sealed record DataVersion
{
    /// <summary>Milliseconds since 1970.</summary>
    public long Timestamp { get; init; }

    public long Counter { get; init; }
}
