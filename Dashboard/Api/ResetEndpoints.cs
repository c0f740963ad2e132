using Dashboard.Api.Contracts;
using Dashboard.Api.Problems;
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
        resets.MapChange("POST", "/{resetId}/undo", UndoAsync).WithName("undoReset")
            .WithSummary("Restores the offsets of before a reset")
            .Accepts<UndoContract>(isOptional: true, Json)
            .Produces<ResetResultContract>().Produces<ResetResultContract>(207).Produces<ResetResultContract>(502);
        resets.MapChange("POST", "", ApplyAsync).WithName("applyReset").WithSummary("Moves a group's offsets: a plan's, or at once")
            .Accepts<ResetContract>(Json).ProducesProblem(410)
            .Produces<ResetResultContract>().Produces<ResetResultContract>(207).Produces<ResetResultContract>(502);
    }

    private static async Task<IResult> PlanAsync(
        HttpContext context,
        string cluster,
        string group,
        string? messages,
        OffsetResets resets,
        ResetMessages reader,
        CancellationToken cancellationToken)
    {
        var withMessages = ParseMessages(messages);
        var body = await JsonBody.ReadAsync<ResetContract>(context.Request, cancellationToken);
        var plan = await resets.PlanAsync(body.ToRequest(cluster, group), cancellationToken);
        var found = withMessages ? await reader.ReadAsync(cluster, [plan], cancellationToken) : null;
        return ApiJson.Result(context, ResetPlanContract.Of(plan, found));
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

    private static async Task<IResult> UndoAsync(
        HttpContext context,
        string cluster,
        string group,
        string resetId,
        ResetUndo undo,
        CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadOrAsync(context.Request, new UndoContract(), cancellationToken);
        ReasonRule.Require(body.Reason);
        var outcome = await undo.UndoAsync(cluster, group, resetId, body.Reason, RequestActor.Of(context), cancellationToken);
        return ApiJson.Result(context, ResetResultContract.Of(outcome), PartialStatus.Of(outcome.Failed, outcome.Rows.Count));
    }

    private static bool ParseMessages(string? messages) => messages switch
    {
        null or "" or "false" => false,
        "true" => true,
        _ => throw new InvalidBodyException("messages", $"messages={Clip.Text(messages)} is not offered; there is: true, false"),
    };
}
