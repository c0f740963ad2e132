namespace Dashboard.Api.Audit;

/// <summary>The arguments of the audit as they came.</summary>
internal sealed record AuditRequest(
    string? Format,
    string? From,
    string? To,
    string? Action,
    string? Cluster,
    string? Actor,
    string? Text,
    string? Before,
    string? Limit);
