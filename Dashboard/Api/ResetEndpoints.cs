using Dashboard.Api.Contracts;
using Dashboard.Api.Problems;
using Dashboard.Changes.Resets;

namespace Dashboard.Api;

/// <summary>Resets of a group's offsets: a plan first, or at once.</summary>
internal static class ResetEndpoints
{
    public static void MapResets(this RouteGroupBuilder api)
    {
        var resets = api.MapGroup("/clusters/{cluster}/groups/{group}/resets").WithTags("resets");
        resets.MapPost("/plan", PlanAsync).WithName("planReset").Accepts<ResetContract>("application/json").Produces<ResetPlanContract>();
        resets.MapPost("", ApplyAsync).WithName("applyReset").Accepts<ResetContract>("application/json")
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
        var outcome = body.PlanId is { } planId
            ? await resets.ApplyPlanAsync(cluster, group, RequirePlanAlone(body, planId), body.Reason, actor, cancellationToken)
            : await resets.ApplyAsync(body.ToRequest(cluster, group), body.Reason, actor, cancellationToken);
        return ApiJson.Result(context, ResetResultContract.Of(outcome), StatusOf(outcome));
    }

    private static string RequirePlanAlone(ResetContract body, string planId) =>
        body.Mode is null && body.Topics is null && body.Queues is null
        ? planId
        : throw new InvalidBodyException("planId", "a plan stands for itself: send planId (and reason), or scope and mode, not both");

    private static int StatusOf(ResetOutcome outcome)
    {
        if (outcome.Failed == 0)
        {
            return StatusCodes.Status200OK;
        }

        return outcome.Failed == outcome.Rows.Count ? StatusCodes.Status502BadGateway : StatusCodes.Status207MultiStatus;
    }
}
