namespace Dashboard.Changes.Resets;

/// <summary>What a run did to one group: the result per queue, or why nothing is known to have been changed there.</summary>
internal sealed record GroupReset(string Group, ResetOutcome? Outcome, Exception? Failure)
{
    /// <summary>The failure in English.</summary>
    public string? Problem => Failure?.Message;
}
