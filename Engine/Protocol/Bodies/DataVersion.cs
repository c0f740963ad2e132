namespace Engine.Protocol.Bodies;

/// <summary>Version of a table: equal only when both parts are; body of 322. Mirrors RocketMQ's DataVersion.</summary>
internal sealed record DataVersion : ICommandBody
{
    /// <summary>Milliseconds since 1970.</summary>
    public long Timestamp { get; init; }

    public long Counter { get; init; }
}
