using Engine.Protocol;

namespace Engine.Admin.Statistics;

/// <summary>
/// The figures of one queue for one group at one moment, before rates. Unknown is null, never 0 or −1 (truth rule 1).
/// </summary>
/// <param name="Queue">The queue.</param>
/// <param name="MinOffset">First offset still stored.</param>
/// <param name="BrokerOffset">Offset the next message will get (max offset).</param>
/// <param name="ConsumerOffset">Next offset the group will read as committed; null when it never committed here or is broadcasting.</param>
/// <param name="PulledOffset">Offset after the last message handed to the owner; null when unknown.</param>
/// <param name="LastConsumedAt">Store time of the message before the consumer offset.</param>
/// <param name="NextStoredAt">Store time of the next unconsumed message.</param>
/// <param name="Owner">Client id that reads the queue.</param>
public sealed record QueueFigures(
    MessageQueue Queue,
    long MinOffset,
    long BrokerOffset,
    long? ConsumerOffset,
    long? PulledOffset,
    DateTimeOffset? LastConsumedAt,
    DateTimeOffset? NextStoredAt,
    string? Owner)
{
    /// <summary>When the owner last pulled the queue; null when unknown.</summary>
    public DateTimeOffset? LastPulledAt { get; init; }

    /// <summary>Another member that pulls the queue in turns with the owner; null when there is none.</summary>
    public string? Rival { get; init; }

    /// <summary>When the group's offset was last reset here; null when the broker knows of none.</summary>
    public DateTimeOffset? ResetAt { get; init; }

    /// <summary>
    /// Whether the owner has pulled from the offset of the last reset on; null where the broker knows of no reset. A pull that is told of
    /// the reset takes nothing away, and one of before it does not count.
    /// </summary>
    public bool? IsPulledSinceReset => ResetAt is not { } reset
        ? null
        : LastPulledAt >= reset && PulledOffset is { } pulled && pulled >= (ConsumerOffset ?? 0);
}
