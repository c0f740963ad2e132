using Dashboard.Api.Contracts;
using Dashboard.Changes.Resets;

namespace Dashboard.Api;

/// <summary>Resets of a group's offsets: a plan first, or at once.</summary>
internal static class ResetEndpoints
{
    private const string Json = "application/json";

    public static void MapResets(this RouteGroupBuilder api)
    {
        var resets = api.MapGroup("/clusters/{cluster}/groups/{group}/resets").WithTags("resets");
        resets.MapChange("POST", "/plan", PlanAsync).WithName("planReset").WithSummary("What a reset would do; changes nothing")
            .Accepts<ResetContract>(Json).Produces<ResetPlanContract>();
        resets.MapChange("POST", "", ApplyAsync).WithName("applyReset").WithSummary("Moves a group's offsets: a plan's, or at once")
            .Accepts<ResetContract>(Json).ProducesProblem(410)
            .Produces<ResetResultContract>().Produces<ResetResultContract>(207).Produces<ResetResultContract>(502);
    }

    private static async Task<IResult> PlanAsync(
        HttpContext context,
        string cluster,
        string group,
        OffsetResets resets,
        CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync<ResetContract>(context.Request, cancellationToken);
        var plan = await resets.PlanAsync(body.ToRequest(cluster, group), cancellationToken);
        return ApiJson.Result(context, ResetPlanContract.Of(plan));
    }

    private static async Task<IResult> ApplyAsync(
        HttpContext context,
        string cluster,
        string group,
        OffsetResets resets,
        CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync<ResetContract>(context.Request, cancellationToken);
        var actor = RequestActor.Of(context);
        var outcome = body.PlanId is not null
            ? await resets.ApplyPlanAsync(cluster, group, body.ToPlanId(), body.Reason, actor, cancellationToken)
            : await resets.ApplyAsync(body.ToRequest(cluster, group), body.Reason, actor, cancellationToken);
        return ApiJson.Result(context, ResetResultContract.Of(outcome), PartialStatus.Of(outcome.Failed, outcome.Rows.Count));
    }
}
