using System.Text.Json;
using Dashboard.Api.Contracts;
using Dashboard.Changes.Audit;
using Dashboard.Exports;

namespace Dashboard.Api.Audit;

/// <summary>The record of every change, the newest first, as JSON, CSV or NDJSON; streams.</summary>
internal static class AuditEndpoints
{
    private static readonly byte[] LineEnd = [(byte)'\n'];

    public static void MapAudit(this RouteGroupBuilder api) =>
        api.MapRead("/audit", ReadAsync).WithTags("audit").WithName("audit").WithSummary("Every change made here, the newest first")
            .Produces<IReadOnlyList<AuditContract>>(200, "application/json", "text/csv", "application/x-ndjson");

    private static async Task<IResult> ReadAsync(
        HttpContext context,
        string? format,
        string? from,
        string? to,
        string? action,
        string? cluster,
        string? actor,
        string? text,
        string? before,
        string? limit,
        AuditReader audit,
        CancellationToken cancellationToken)
    {
        var form = ExportFormats.Parse(format);
        var query = AuditArguments.Query(from, to, action, cluster, actor, text);
        var (older, most) = (AuditArguments.Before(before), AuditArguments.Limit(limit));

        // Once the answer has begun it can no longer say that the audit cannot be read.
        await audit.ReadAsync(query, older, limit: 1, cancellationToken);
        var records = audit.StreamAsync(query, older, most, context.RequestAborted);
        var options = ApiJson.LongsAsText(context) ? ApiJson.Strings : ApiJson.Numbers;
        var token = context.RequestAborted;
        return form switch
        {
            ExportFormat.Csv => TypedResults.Stream(
                output => CsvExport.WriteAsync(output, AuditColumns.All, AuditColumns.LinesAsync(records), token),
                "text/csv; charset=utf-8",
                "audit.csv"),
            ExportFormat.Ndjson => TypedResults.Stream(
                output => WriteLinesAsync(output, records, options, token), "application/x-ndjson"),
            _ => TypedResults.Stream(
                output => JsonSerializer.SerializeAsync(output, records.Select(AuditContract.Of), options, token),
                "application/json; charset=utf-8"),
        };
    }

    private static async Task WriteLinesAsync(
        Stream output, IAsyncEnumerable<AuditRecord> records, JsonSerializerOptions options, CancellationToken cancellationToken)
    {
        await foreach (var record in records)
        {
            await JsonSerializer.SerializeAsync(output, AuditContract.Of(record), options, cancellationToken);
            await output.WriteAsync(LineEnd, cancellationToken);
        }
    }
}
