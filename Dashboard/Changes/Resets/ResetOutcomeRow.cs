using Engine.Protocol;

namespace Dashboard.Changes.Resets;

/// <summary>What a reset did to one queue: before and after, or the error.</summary>
internal sealed record ResetOutcomeRow(MessageQueue Queue, long? Before, long? After, string? Error, ResetNote? Note);
