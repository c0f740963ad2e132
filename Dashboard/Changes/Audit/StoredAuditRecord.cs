using System.Text.Json;

namespace Dashboard.Changes.Audit;

/// <summary>An entry with its outcome as the database has them.</summary>
internal sealed class StoredAuditRecord
{
    /// <summary>All columns under the names of the properties; the request as it is.</summary>
    public const string Select = $"SELECT {Columns}, o.rows AS Rows, e.request AS Request {Tables}";

    /// <summary>The same with the first 2,000 characters of the request.</summary>
    public const string SelectShort = $"SELECT {Columns}, o.rows AS Rows, {ShortRequest} {Tables}";

    /// <summary>The same without rows, which may be many, for lists.</summary>
    public const string SelectWithoutRows = $"SELECT {Columns}, {ShortRequest} {Tables}";

    private const string ShortRequest = "substr(e.request, 1, 2000) AS Request";

    private const string Columns = """
        e.id AS Id, e.at AS At, e.actor AS Actor, e.channel AS Channel, e.cluster AS Cluster, e.action AS Action,
        e.subject AS Subject, e.reason AS Reason, o.result AS Outcome, o.detail AS Detail, o.at AS DoneAt
        """;

    private const string Tables = "FROM audit_entry e LEFT JOIN audit_outcome o ON o.entry_id = e.id";

    public long Id { get; set; }

    public long At { get; set; }

    public string Actor { get; set; } = string.Empty;

    public string Channel { get; set; } = string.Empty;

    public string Cluster { get; set; } = string.Empty;

    public string Action { get; set; } = string.Empty;

    public string Subject { get; set; } = string.Empty;

    public string? Reason { get; set; }

    public string Request { get; set; } = string.Empty;

    public string? Outcome { get; set; }

    public string? Detail { get; set; }

    public string? Rows { get; set; }

    public long? DoneAt { get; set; }

    /// <summary>The rows of an outcome; none without one.</summary>
    public static IReadOnlyList<AuditRow> RowsOf(string? rows) =>
        rows is null ? [] : JsonSerializer.Deserialize<IReadOnlyList<AuditRow>>(rows) ?? [];

    public AuditRecord ToRecord() => new(
        Id,
        DateTimeOffset.FromUnixTimeMilliseconds(At),
        Actor,
        Channel,
        Cluster,
        Action,
        Subject,
        Reason,
        Request,
        Outcome,
        Detail,
        RowsOf(Rows))
    {
        DoneAt = DoneAt is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null,
    };
}
