namespace Dashboard.Changes.Resets;

/// <summary>What a run did to one group: the result per queue, or why nothing was changed there.</summary>
internal sealed record GroupReset(string Group, ResetOutcome? Outcome, string? Problem);
