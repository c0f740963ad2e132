using System.Text.Json.Serialization;

namespace Engine.Protocol.Bodies;

/// <summary>One consumer group in GET_QUEUE_PROGRESS.</summary>
internal sealed record GroupProgress
{
    public required string Group { get; init; }

    public bool ConsumeEnabled { get; init; } = true;

    public required MessageModel MessageModel { get; init; }

    /// <summary>Null when the group is offline.</summary>
    public ConsumeType? ConsumeType { get; init; }

    /// <summary>Ms since 1970 of the last change of members; null when none was seen.</summary>
    public long? MembersChangedAt { get; init; }

    public required IReadOnlyList<GroupMember> Members { get; init; }

    public required IReadOnlyList<SubscriptionData> Subscriptions { get; init; }

    public required IReadOnlyList<QueueProgress> Queues { get; init; }

    /// <summary>When the oldest part was read, by the reader's clock; null when all of it is of now. Never on a wire.</summary>
    [JsonIgnore]
    public DateTimeOffset? ReadAt { get; init; }
}
