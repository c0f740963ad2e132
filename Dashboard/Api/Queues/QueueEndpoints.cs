using Dashboard.Api.Contracts;
using Dashboard.Exports;
using Dashboard.Figures.Live;
using Engine.Admin;

namespace Dashboard.Api.Queues;

/// <summary>The figures per queue, of one group or of all, as JSON, CSV or NDJSON.</summary>
internal static class QueueEndpoints
{
    public static void MapQueues(this RouteGroupBuilder api)
    {
        api.MapRead("/clusters/{cluster}/groups/{group}/queues", OfGroupAsync).WithTags("queues").WithName("groupQueues")
            .WithSummary("The figures of a group per queue")
            .Produces<IReadOnlyList<QueueContract>>(200, "application/json", "text/csv", "application/x-ndjson");
        api.MapRead("/clusters/{cluster}/queues", OfAllAsync).WithTags("queues").WithName("allQueues")
            .WithSummary("The figures of all groups per queue")
            .Produces<IReadOnlyList<GroupQueueContract>>(200, "application/json", "text/csv", "application/x-ndjson");
    }

    private static async Task<IResult> OfGroupAsync(
        HttpContext context,
        string cluster,
        string group,
        string? topic,
        string? format,
        LiveFeed feed,
        CancellationToken cancellationToken)
    {
        var form = ExportFormats.Parse(format);
        var snapshot = await feed.ReadGroupAsync(cluster, group, cancellationToken);
        var rows = snapshot.Queues.Where(row => topic is null || row.Topic == topic).ToList();
        if (topic is not null && rows.Count == 0)
        {
            throw new AdminException(AdminErrorKind.TopicNotFound, $"group '{group}' has no queue of topic '{topic}'") { Field = "topic" };
        }

        return Export(context, form, $"{group}-queues", rows, QueueColumns.OfRow, [.. QueueColumns.OfRow, QueueColumns.VerdictText]);
    }

    private static async Task<IResult> OfAllAsync(
        HttpContext context,
        string cluster,
        string? topic,
        string? format,
        LiveFeed feed,
        CancellationToken cancellationToken)
    {
        var form = ExportFormats.Parse(format);
        var snapshots = await feed.ReadGroupsAsync(cluster, cancellationToken);
        var rows = snapshots.SelectMany(snapshot => snapshot.Queues
            .Where(row => topic is null || row.Topic == topic)
            .Select(row => new QueueExportRow(snapshot.Summary.Name, row)));
        var full = QueueColumns.WithGroup([.. QueueColumns.OfRow, QueueColumns.VerdictText]);
        return Export(context, form, $"{cluster}-queues", rows, QueueColumns.OfGroupRow, full);
    }

    private static IResult Export<T>(
        HttpContext context,
        ExportFormat format,
        string fileName,
        IEnumerable<T> rows,
        IReadOnlyList<ExportColumn<T>> csvColumns,
        IReadOnlyList<ExportColumn<T>> jsonColumns)
    {
        var longsAsText = ApiJson.LongsAsText(context);
        var token = context.RequestAborted;
        return format switch
        {
            ExportFormat.Csv => TypedResults.Stream(
                output => CsvExport.WriteAsync(output, csvColumns, rows, token), "text/csv; charset=utf-8", $"{fileName}.csv"),
            ExportFormat.Ndjson => TypedResults.Stream(
                output => JsonExport.WriteAsync(output, jsonColumns, rows, lines: true, longsAsText, token), "application/x-ndjson"),
            _ => TypedResults.Stream(
                output => JsonExport.WriteAsync(output, jsonColumns, rows, lines: false, longsAsText, token),
                "application/json; charset=utf-8"),
        };
    }
}
