using Engine.Admin.Offsets;
using Engine.Protocol;

namespace Dashboard.Changes.Resets;

/// <summary>What is to be done with one queue.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="Now">Consumer offset when it was decided; null when there is none.</param>
/// <param name="Target">Where it is set; null when it stays.</param>
/// <param name="Note">What is special.</param>
/// <param name="Obstacle">Why it cannot be set; null when it can, or needs not be.</param>
internal sealed record ResetStep(
    MessageQueue Queue, long? Now, QueueResetTarget? Target, ResetNote? Note = null, ResetNote? Obstacle = null)
{
    /// <summary>The queue's first stored offset when it was decided; 0 where that was not looked at.</summary>
    public long First { get; init; }
}
