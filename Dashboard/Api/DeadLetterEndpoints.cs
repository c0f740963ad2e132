using System.Globalization;
using System.Runtime.CompilerServices;
using Dashboard.Api.Contracts;
using Dashboard.Api.Problems;
using Dashboard.Changes.Operations;
using Dashboard.Clusters;
using Dashboard.Exports;
using Engine.Admin;
using Engine.Admin.DeadLetters;

namespace Dashboard.Api;

/// <summary>Dead letters: which groups have some, one group's page by page, and messages to a group again.</summary>
internal static class DeadLetterEndpoints
{
    private const int DefaultSize = 50;
    private const int ExportPageSize = 100;

    public static void MapDeadLetters(this RouteGroupBuilder api)
    {
        var cluster = api.MapGroup("/clusters/{cluster}").WithTags("dead letters");
        cluster.MapRead("/dead-letters/groups", ListAsync).WithName("deadLetterGroups")
            .WithSummary("The groups with dead letters").Produces<DeadLetterGroups>();
        cluster.MapRead("/dead-letters", ReadAsync).WithName("deadLetters")
            .WithSummary("A group's dead letters, the newest first").Produces<DeadLetterPageContract>();
        cluster.MapRead("/dead-letters/export", ExportAsync).WithName("exportDeadLetters")
            .WithSummary("All dead letters of a group, the newest first, as JSON, CSV or NDJSON")
            .Produces<IReadOnlyList<DeadLetterContract>>(200, "application/json", "text/csv", "application/x-ndjson");
        cluster.MapChange("POST", "/groups/{group}/resend", ResendAsync).WithName("resend")
            .WithSummary("Sends stored messages to one group again, by its retry topic").Accepts<ResendContract>("application/json")
            .Produces<ResendResultContract>().Produces<ResendResultContract>(207).Produces<ResendResultContract>(502);
    }

    private static async Task<IResult> ListAsync(
        HttpContext context, string cluster, ClusterRegistry clusters, CancellationToken cancellationToken) =>
        ApiJson.Result(context, await clusters.Get(cluster).ListDeadLettersAsync(cancellationToken));

    private static async Task<IResult> ReadAsync(
        HttpContext context,
        string cluster,
        string? group,
        string? cursor,
        string? size,
        ClusterRegistry clusters,
        CancellationToken cancellationToken)
    {
        var gateway = clusters.Get(cluster);
        var page = await gateway.ReadDeadLettersAsync(RequireGroup(group), cursor, ParseSize(size), cancellationToken);
        return ApiJson.Result(context, DeadLetterPageContract.Of(page));
    }

    /// <summary>The first page is read before the answer begins, so that a wrong name is a problem and not an empty file.</summary>
    private static async Task<IResult> ExportAsync(
        HttpContext context,
        string cluster,
        string? group,
        string? format,
        ClusterRegistry clusters,
        CancellationToken cancellationToken)
    {
        var (form, longsAsText, name) = (ExportFormats.Parse(format), ApiJson.LongsAsText(context), RequireGroup(group));
        var gateway = clusters.Get(cluster);
        var first = await gateway.ReadDeadLettersAsync(name, null, ExportPageSize, cancellationToken);
        var rows = RowsAsync(gateway, name, first, context.RequestAborted);
        return ExportFile.Of(form, $"{name}-dead-letters", DeadLetterColumns.All, rows, longsAsText, context.RequestAborted);
    }

    /// <summary>What can no longer be read ends the answer without its end, so that nobody takes a part for the whole.</summary>
    private static async IAsyncEnumerable<DeadLetter> RowsAsync(
        IClusterReader reader, string group, DeadLetterPage first, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var page = first; ;)
        {
            if (page.Problems is [var problem, ..])
            {
                throw new AdminException(AdminErrorKind.Unreachable, problem);
            }

            foreach (var message in page.Messages)
            {
                yield return message;
            }

            if (page.Older is null)
            {
                break;
            }

            page = await reader.ReadDeadLettersAsync(group, page.Older, ExportPageSize, cancellationToken);
        }
    }

    private static string RequireGroup(string? group) => string.IsNullOrEmpty(group)
        ? throw new InvalidBodyException("group", "'group' is missing; …/dead-letters/groups lists the groups that have dead letters")
        : group;

    private static async Task<IResult> ResendAsync(
        HttpContext context,
        string cluster,
        string group,
        ClusterOperations operations,
        CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync<ResendContract>(context.Request, cancellationToken);
        var actor = RequestActor.Of(context);
        var results = await operations.ResendAsync(cluster, group, body.ToPlaces(), body.Reason, actor, cancellationToken);
        var answer = ResendResultContract.Of(results);
        return ApiJson.Result(context, answer, PartialStatus.Of(answer.Failed, results.Count));
    }

    private static int ParseSize(string? size) =>
        string.IsNullOrEmpty(size) ? DefaultSize
        : int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw new InvalidBodyException("size", $"size={Clip.Text(size)} is no number; a page has 1 to 100 messages");
}
