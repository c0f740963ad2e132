using Engine.Protocol;

namespace Dashboard.Components.Dialogs;

/// <summary>One queue of a preview as it is shown.</summary>
/// <param name="Group">Its group.</param>
/// <param name="Queue">The queue.</param>
/// <param name="Now">Consumer offset now; null when there is none.</param>
/// <param name="Target">Where it goes; null when it stays.</param>
/// <param name="Effect">What that does, in words.</param>
/// <param name="LagAfter">Messages left afterwards.</param>
/// <param name="Note">What is special; null when nothing is.</param>
public sealed record ResetPreviewLine(
    string Group, MessageQueue Queue, long? Now, long? Target, string Effect, long? LagAfter, string? Note);
