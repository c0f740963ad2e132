namespace Dashboard.Changes.Audit;

/// <summary>One entry as it stands in the log; outcome is null while the change runs, or when the process died in it.</summary>
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
    /// <summary>When the outcome was written; null without one.</summary>
    public DateTimeOffset? DoneAt { get; init; }
}
