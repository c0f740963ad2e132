namespace Dashboard.Changes.Audit;

/// <summary>
/// How a change ended: "done", "partly done", "failed" or "refused", with a sentence and the queues it touched. One that was refused
/// touched nothing; what one that failed without rows has touched is not known.
/// </summary>
internal sealed record AuditOutcome(string Result, string? Detail, IReadOnlyList<AuditRow> Rows)
{
    public static AuditOutcome Done { get; } = new("done", null, []);

    public static AuditOutcome Of(Exception failure) =>
        new(failure is NothingChangedException ? AuditRecord.Refused : AuditRecord.Failed, failure.Message, []);
}
