using System.Runtime.CompilerServices;

namespace Dashboard.Changes.Audit;

/// <summary>
/// The reading side of the audit. Long answers are read in parts, so that they hold neither memory nor the database; rows, of which one
/// entry may have thousands, are read an entry at a time.
/// </summary>
internal sealed class AuditReader(AuditLog log)
{
    private const int PartSize = 50;

    private const string Conditions = """
        (@From IS NULL OR e.at >= @From) AND (@To IS NULL OR e.at <= @To)
        AND (@Action IS NULL OR e.action = @Action OR e.action LIKE @ActionBelow ESCAPE '\')
        AND (@Cluster IS NULL OR e.cluster = @Cluster) AND (@Actor IS NULL OR e.actor = @Actor)
        AND (@Text IS NULL OR e.subject LIKE @Text ESCAPE '\' OR e.reason LIKE @Text ESCAPE '\' OR e.action LIKE @Text ESCAPE '\'
             OR o.detail LIKE @Text ESCAPE '\' OR e.actor LIKE @Text ESCAPE '\')
        """;

    private const string Newest =
        $"{StoredAuditRecord.SelectWithoutRows} WHERE (@Before IS NULL OR e.id < @Before) AND {Conditions} "
        + "ORDER BY e.id DESC LIMIT @Limit;";

    private const string Later =
        $"{StoredAuditRecord.SelectShort} WHERE e.id = (SELECT min(id) FROM audit_entry WHERE id > @After AND "
        + "(@Before IS NULL OR id < @Before) AND cluster = @Cluster AND action IN @Actions);";

    /// <summary>One entry by its id; null when there is none.</summary>
    public Task<AuditRecord?> FindAsync(long id, CancellationToken cancellationToken) => log.FindAsync(id, cancellationToken);

    /// <summary>
    /// The newest first, at most <paramref name="limit"/>, those with an id below <paramref name="before"/>; requests are cut at 2,000
    /// characters, rows left out: <see cref="ReadRowsAsync"/> has them.
    /// </summary>
    public async Task<IReadOnlyList<AuditRecord>> ReadAsync(
        AuditQuery query, long? before, int limit, CancellationToken cancellationToken) =>
        await log.QueryAsync(
            Newest,
            new
            {
                From = query.From?.ToUnixTimeMilliseconds(),
                To = query.To?.ToUnixTimeMilliseconds(),
                query.Action,
                ActionBelow = $"{Escape(query.Action)}.%",
                query.Cluster,
                query.Actor,
                Text = query.Text is null ? null : $"%{Escape(query.Text)}%",
                Before = before,
                Limit = limit,
            },
            cancellationToken);

    /// <summary>What the change of an entry did to each queue.</summary>
    public Task<IReadOnlyList<AuditRow>> ReadRowsAsync(long id, CancellationToken cancellationToken) =>
        log.ReadRowsAsync(id, cancellationToken);

    /// <summary>The same with rows and without an end but <paramref name="limit"/>, read in parts.</summary>
    public async IAsyncEnumerable<AuditRecord> StreamAsync(
        AuditQuery query, long? before, long limit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (limit > 0)
        {
            var part = await ReadAsync(query, before, (int)Math.Min(PartSize, limit), cancellationToken);
            foreach (var record in part)
            {
                yield return record.Outcome is null ? record : record with { Rows = await log.ReadRowsAsync(record.Id, cancellationToken) };
            }

            if (part.Count < PartSize)
            {
                yield break;
            }

            (before, limit) = (part[^1].Id, limit - part.Count);
        }
    }

    /// <summary>
    /// Entries of some actions in a cluster that came after one, in their order, up to <paramref name="before"/> where that is given.
    /// </summary>
    public async IAsyncEnumerable<AuditRecord> ReadAfterAsync(
        string cluster,
        IReadOnlyList<string> actions,
        long after,
        long? before,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            var arguments = new { After = after, Before = before, Cluster = cluster, Actions = actions };
            if ((await log.QueryAsync(Later, arguments, cancellationToken)).FirstOrDefault() is not { } record)
            {
                yield break;
            }

            yield return record;
            after = record.Id;
        }
    }

    private static string? Escape(string? text) =>
        text?.Replace(@"\", @"\\", StringComparison.Ordinal)
            .Replace("%", @"\%", StringComparison.Ordinal)
            .Replace("_", @"\_", StringComparison.Ordinal);
}
