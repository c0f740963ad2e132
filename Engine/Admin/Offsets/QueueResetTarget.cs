using Engine.Protocol;

namespace Engine.Admin.Offsets;

/// <summary>Where one queue of a group is to be set.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="Offset">From 0; outside min…max of the queue it is clamped. Ignored with <paramref name="SkipBacklog"/>.</param>
/// <param name="SkipBacklog">The max offset at the moment of the reset is taken.</param>
public sealed record QueueResetTarget(MessageQueue Queue, long Offset, bool SkipBacklog = false);
