using System.Globalization;
using Dashboard.Changes.Audit;

namespace Dashboard.Api.Contracts;

/// <summary>
/// One change: who, when, what, and how it ended. The outcome is "done", "partly done", "failed" or "refused" (before anything was
/// touched), and null while it runs or when the console ended in it.
/// </summary>
internal sealed record AuditContract(
    string Id,
    DateTimeOffset At,
    string Actor,
    string Channel,
    string Cluster,
    string Action,
    string Subject,
    string? Reason,
    IReadOnlyList<AuditRowContract> Rows,
    string? Outcome,
    string? Detail,
    DateTimeOffset? DoneAt,
    string Request)
{
    public static AuditContract Of(AuditRecord record) => new(
        record.Id.ToString(CultureInfo.InvariantCulture),
        record.At,
        record.Actor,
        record.Channel,
        record.Cluster,
        record.Action,
        record.Subject,
        record.Reason,
        [.. record.Rows.Select(AuditRowContract.Of)],
        record.Outcome,
        record.Detail,
        record.DoneAt,
        record.Request);
}
