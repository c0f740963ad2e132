using System.Text.Json.Serialization;

namespace Engine.Protocol.Bodies;

/// <summary>Bounds of one queue in GET_QUEUE_PROGRESS.</summary>
internal sealed record TopicQueueProgress
{
    public required string Topic { get; init; }

    public required int QueueId { get; init; }

    public required long MinOffset { get; init; }

    public required long MaxOffset { get; init; }

    /// <summary>Store time in ms of the newest message; null when there is none.</summary>
    public long? LastStoredAt { get; init; }

    /// <summary>When it was read, by the reader's clock; null when that is now. Never on a wire.</summary>
    [JsonIgnore]
    public DateTimeOffset? ReadAt { get; init; }
}
