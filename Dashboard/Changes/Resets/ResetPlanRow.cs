using System.Text.Json.Serialization;
using Engine.Protocol;

namespace Dashboard.Changes.Resets;

/// <summary>What a reset will do to one queue.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="Now">Consumer offset when planned; null when the group has none.</param>
/// <param name="Target">Offset it will be set to.</param>
/// <param name="Delta">Target − now: above 0 goes forward, below 0 back; null without an offset now.</param>
/// <param name="LagAfter">Messages left to consume afterwards.</param>
/// <param name="Note">What is special: a clamp, no message that young, no offset yet.</param>
internal sealed record ResetPlanRow(MessageQueue Queue, long? Now, long Target, long? Delta, long? LagAfter, ResetNote? Note)
{
    /// <summary>When the queue had last been reset by then, as the broker tells; null when it knew of no reset.</summary>
    public DateTimeOffset? ResetAt { get; init; }

    /// <summary>The queue's first stored offset when planned.</summary>
    public long First { get; init; }

    /// <summary>What it means to the messages between.</summary>
    [JsonIgnore]
    public OffsetMove Move => new(Now, Target, First);
}
