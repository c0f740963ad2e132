using System.Text.Json;
using Dashboard.Changes.Audit;
using Engine.Admin.Offsets;

namespace Dashboard.Changes.Resets;

/// <summary>Previews and applies resets of a group's offsets, each application under its audit entry.</summary>
internal sealed class OffsetResets(ResetPlanning planning, ResetPlanStore plans, ResetHistory history, ResetApplier applier)
{
    /// <summary>What the reset would do; kept for ten minutes so that it can be applied by its id.</summary>
    public async Task<ResetPlan> PlanAsync(ResetRequest request, CancellationToken cancellationToken)
    {
        var plan = await planning.PlanAsync(request, cancellationToken);
        plans.Keep(plan);
        return plan;
    }

    /// <summary>The same for a caller that keeps the plan itself.</summary>
    public Task<ResetPlan> PreviewAsync(ResetRequest request, CancellationToken cancellationToken) =>
        planning.PlanAsync(request, cancellationToken);

    /// <summary>Plans and applies at once.</summary>
    public async Task<ResetOutcome> ApplyAsync(ResetRequest request, string? reason, Actor actor, CancellationToken cancellationToken)
    {
        var plan = await planning.PlanAsync(request, cancellationToken);
        IReadOnlyList<ResetStep> steps = StepsOf(plan);
        return await applier.RunAsync(EntryOf(plan, reason, actor), (_, _) => Task.FromResult(steps), cancellationToken);
    }

    /// <summary>
    /// Applies a plan as it was shown. <see cref="ResetPlanGoneException"/> when there is none of that id for the group,
    /// <see cref="ResetDriftException"/> with a fresh plan when the cluster moved away from it; nothing is changed then.
    /// </summary>
    public async Task<ResetOutcome> ApplyPlanAsync(
        string cluster,
        string group,
        string planId,
        string? reason,
        Actor actor,
        CancellationToken cancellationToken) =>
        await ApplyPlanAsync(Require(cluster, group, planId), reason, actor, cancellationToken);

    /// <summary>The same with a plan that the caller kept, however old it is; <see cref="RequireFresh"/> looks at that.</summary>
    public async Task<ResetOutcome> ApplyPlanAsync(ResetPlan plan, string? reason, Actor actor, CancellationToken cancellationToken)
    {
        await RequireNoDriftAsync(plan, cancellationToken);
        return await applier.RunAsync(EntryOf(plan, reason, actor), StepsAsync, cancellationToken);

        // Much may happen until the entry stands: what counts is what the cluster is like then.
        async Task<IReadOnlyList<ResetStep>> StepsAsync(long _, CancellationToken token)
        {
            await RequireNoDriftAsync(plan, token);
            return StepsOf(plan);
        }
    }

    /// <summary><see cref="ResetPlanGoneException"/> for a plan that is older than ten minutes.</summary>
    public void RequireFresh(ResetPlan plan)
    {
        if (plans.IsExpired(plan))
        {
            throw new ResetPlanGoneException(plan.PlanId);
        }
    }

    /// <summary>How the cluster moved away from a plan, a reason per queue; empty when it stands.</summary>
    public async Task<IReadOnlyList<ResetDriftReason>> FindDriftAsync(ResetPlan plan, CancellationToken cancellationToken)
    {
        var (cluster, group) = (plan.Request.Cluster, plan.Request.Group);
        var now = await planning.ReadGroupAsync(cluster, group, cancellationToken);
        return ResetDrift.Find(plan, now, queue => history.ResetSince(cluster, group, queue, plan.CreatedAt));
    }

    private ResetPlan Require(string cluster, string group, string planId) =>
        plans.Find(planId) is { } plan && plan.Request.Cluster == cluster && plan.Request.Group == group
            ? plan
            : throw new ResetPlanGoneException(planId);

    private async Task RequireNoDriftAsync(ResetPlan plan, CancellationToken cancellationToken)
    {
        var drift = await FindDriftAsync(plan, cancellationToken);
        if (drift.Count > 0)
        {
            throw new ResetDriftException(drift, await PlanAsync(plan.Request, cancellationToken));
        }
    }

    private static AuditEntry EntryOf(ResetPlan plan, string? reason, Actor actor) => new(
        actor, plan.Request.Cluster, ResetActions.Reset, plan.Request.Group, reason, JsonSerializer.Serialize(plan, ResetJson.Options));

    private static IReadOnlyList<ResetStep> StepsOf(ResetPlan plan) =>
    [
        .. plan.Rows.Select(row => new ResetStep(
            row.Queue, row.Now, new QueueResetTarget(row.Queue, row.Target, plan.Request.Mode == ResetMode.Skip), row.Note)),
    ];
}
