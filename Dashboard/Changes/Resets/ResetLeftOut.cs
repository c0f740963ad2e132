using Engine.Protocol;

namespace Dashboard.Changes.Resets;

/// <summary>A queue of the scope that the reset leaves as it is, and why.</summary>
internal sealed record ResetLeftOut(MessageQueue Queue, ResetNote Why);
