using Engine.Protocol;

namespace Dashboard.Changes.Resets;

/// <summary>What a reset did to one queue: before and after, or the error.</summary>
internal sealed record ResetOutcomeRow(MessageQueue Queue, long? Before, long? After, string? Error, ResetNote? Note)
{
    /// <summary>What the error says, where it is the console's; null where it is the broker's, and without one.</summary>
    public ResetNote? Obstacle { get; init; }
}
