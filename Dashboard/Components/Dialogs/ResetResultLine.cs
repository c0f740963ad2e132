using Engine.Protocol;

namespace Dashboard.Components.Dialogs;

/// <summary>What was done to one queue, as it is shown.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="Before">Offset before; null when there was none.</param>
/// <param name="After">Offset after; null when it failed.</param>
/// <param name="Result">In words.</param>
/// <param name="IsFailed">Whether it failed.</param>
public sealed record ResetResultLine(MessageQueue Queue, long? Before, long? After, string Result, bool IsFailed);
