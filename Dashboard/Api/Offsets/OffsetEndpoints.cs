using System.Globalization;
using Dashboard.Api.Contracts;
using Dashboard.Api.Problems;
using Dashboard.Changes.Imports;
using Dashboard.Clusters;
using Engine.Admin.Offsets;
using Microsoft.Net.Http.Headers;

namespace Dashboard.Api.Offsets;

/// <summary>A broker's consumer offsets as RocketMQ's consumerOffset.json, out and in.</summary>
internal static class OffsetEndpoints
{
    private const string Json = "application/json";
    private const string Path = "/clusters/{cluster}/brokers/{broker}/consumer-offsets";

    public static void MapOffsets(this RouteGroupBuilder api)
    {
        api.MapRead(Path, ExportAsync).WithTags("offsets").WithName("exportOffsets")
            .WithSummary("A broker's consumerOffset.json, as it is now or as it was before an import")
            .Produces<OffsetFileContract>();
        api.MapChange("PUT", Path, ImportAsync).WithTags("offsets").WithName("importOffsets")
            .WithSummary("Sets the offsets that a consumerOffset.json names, and no others")
            .Accepts<OffsetFileContract>(Json).ProducesProblem(413)
            .Produces<ImportResultContract>().Produces<ImportResultContract>(207).Produces<ImportResultContract>(502);
    }

    private static async Task<IResult> ExportAsync(
        HttpContext context,
        string cluster,
        string broker,
        string? before,
        ClusterRegistry clusters,
        OffsetImports imports,
        CancellationToken cancellationToken)
    {
        var gateway = clusters.Get(cluster);
        var file = before is null
            ? await gateway.ReadOffsetFileAsync(broker, cancellationToken)
            : await FindBeforeAsync(cluster, broker, before, imports, cancellationToken);
        context.Response.Headers[HeaderNames.ContentDisposition] = "attachment; filename=consumerOffset.json";
        return ApiJson.Result(context, OffsetFileContract.Of(file));
    }

    private static async Task<OffsetFile> FindBeforeAsync(
        string cluster, string broker, string importId, OffsetImports imports, CancellationToken cancellationToken)
    {
        var file = long.TryParse(importId, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? await imports.FindBeforeAsync(cluster, broker, id, cancellationToken)
            : null;
        return file ?? throw new InvalidBodyException(
            "before", $"there was no import '{Clip.Text(importId)}' into {broker}; an import's answer names its importId");
    }

    private static async Task<IResult> ImportAsync(
        HttpContext context,
        string cluster,
        string broker,
        string? reason,
        OffsetImports imports,
        CancellationToken cancellationToken)
    {
        ReasonRule.Require(reason);
        var file = await OffsetFileBody.ReadAsync(context.Request, cancellationToken);
        var outcome = await imports.ApplyAsync(
            cluster, broker, file, string.IsNullOrWhiteSpace(reason) ? null : reason, RequestActor.Of(context), cancellationToken);
        return ApiJson.Result(context, ImportResultContract.Of(outcome), PartialStatus.Of(outcome.Failed, outcome.Rows.Count));
    }
}
