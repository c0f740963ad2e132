using Engine.Protocol;

namespace Engine.Admin.Offsets;

/// <summary>What happened to one queue in a reset.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="Before">Offset before; null when there was none.</param>
/// <param name="After">
/// What the broker's table held when it answered, or where it told members to go that move themselves (RocketMQ 4.9); null when the reset
/// failed.</param>
/// <param name="Clamped">The bound that replaced the wish; null when it was within bounds.</param>
/// <param name="Error">Why it failed; null when it was done.</param>
public sealed record QueueResetResult(MessageQueue Queue, long? Before, long? After, long? Clamped, string? Error);
