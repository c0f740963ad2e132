namespace Dashboard.Changes.Audit;

/// <summary>How a change ended: "done", "partly done" or "failed", with a sentence and the queues it touched.</summary>
internal sealed record AuditOutcome(string Result, string? Detail, IReadOnlyList<AuditRow> Rows)
{
    public static AuditOutcome Done { get; } = new("done", null, []);

    public static AuditOutcome Failed(string detail) => new("failed", detail, []);
}
