using System.Text.Json.Serialization;

namespace Engine.Protocol.Bodies;

/// <summary>One connected producer in a <see cref="ProducerTableBody"/>. Mirrors RocketMQ's ProducerInfo.</summary>
internal sealed record ProducerInfo
{
    public required string ClientId { get; init; }

    [JsonPropertyName("remoteIP")]
    public required string RemoteIp { get; init; }

    public required string Language { get; init; }

    public required int Version { get; init; }

    /// <summary>Ms since 1970 of its last heartbeat.</summary>
    public long LastUpdateTimestamp { get; init; }
}
