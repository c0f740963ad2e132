using Dashboard.Changes.Audit;

namespace Dashboard.Api.Audit;

/// <summary>A change with one of the queues that it touched; null when it touched none.</summary>
internal sealed record AuditLine(AuditRecord Record, AuditRow? Row);
