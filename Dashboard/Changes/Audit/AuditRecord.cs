namespace Dashboard.Changes.Audit;

/// <summary>
/// One entry as it stands in the log; outcome is null while the change runs, or when the process died in it. Lists leave the rows out.
/// </summary>
public sealed record AuditRecord(
    long Id,
    DateTimeOffset At,
    string Actor,
    string Channel,
    string Cluster,
    string Action,
    string Subject,
    string? Reason,
    string Request,
    string? Outcome,
    string? Detail,
    IReadOnlyList<AuditRow> Rows)
{
    /// <summary>The outcome of a change that failed.</summary>
    public const string Failed = "failed";

    /// <summary>The outcome of a change that ended before it touched anything.</summary>
    public const string Refused = "refused";

    /// <summary>
    /// Whether nobody knows what it touched: it has not ended, or ended in a way that was not foreseen. Only of a record with its rows.
    /// </summary>
    public bool IsEndUnknown => Outcome is null || (Outcome == Failed && Rows.Count == 0);

    /// <summary>When the outcome was written; null without one.</summary>
    public DateTimeOffset? DoneAt { get; init; }
}
