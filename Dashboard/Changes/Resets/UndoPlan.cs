namespace Dashboard.Changes.Resets;

/// <summary>What an undo would do; changes nothing.</summary>
/// <param name="ResetId">The reset that would be undone.</param>
/// <param name="Group">Its group.</param>
/// <param name="Steps">One per queue that the reset touched and that is not restored yet.</param>
/// <param name="GroupOnline">Whether the group has members.</param>
/// <param name="Refusal">Why it is not allowed; null when it is.</param>
internal sealed record UndoPlan(
    string ResetId, string Group, IReadOnlyList<ResetStep> Steps, bool GroupOnline, UndoRefusal? Refusal);
