namespace Engine.Protocol.Bodies;

/// <summary>One online member of a group in GET_QUEUE_PROGRESS.</summary>
internal sealed record GroupMember
{
    public required string ClientId { get; init; }

    public required string Address { get; init; }

    public required string Language { get; init; }

    public required int Version { get; init; }

    /// <summary>Ms since 1970 of its last heartbeat at this broker; null when the broker does not say.</summary>
    public long? LastHeartbeatAt { get; init; }
}
