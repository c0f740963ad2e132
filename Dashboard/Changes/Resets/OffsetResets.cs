using System.Globalization;
using System.Text.Json;
using Dashboard.Changes.Audit;
using Dashboard.Changes.Operations;
using Engine.Admin.Offsets;

namespace Dashboard.Changes.Resets;

/// <summary>Previews and applies resets of a group's offsets, each application under its audit entry.</summary>
internal sealed class OffsetResets(
    ClusterChangers changers,
    ResetPlanning planning,
    ResetPlanStore plans,
    ResetHistory history,
    AuditedChange changes)
{
    /// <summary>What the reset would do; kept for ten minutes so that it can be applied as shown.</summary>
    public async Task<ResetPlan> PlanAsync(ResetRequest request, CancellationToken cancellationToken)
    {
        var plan = await planning.PlanAsync(request, cancellationToken);
        plans.Keep(plan);
        return plan;
    }

    /// <summary>Plans and applies at once.</summary>
    public async Task<ResetOutcome> ApplyAsync(ResetRequest request, string? reason, Actor actor, CancellationToken cancellationToken)
    {
        var plan = await planning.PlanAsync(request, cancellationToken);
        return await ExecuteAsync(plan, reason, actor, cancellationToken);
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
        CancellationToken cancellationToken)
    {
        var plan = plans.Find(planId);
        if (plan is null || plan.Request.Cluster != cluster || plan.Request.Group != group)
        {
            throw new ResetPlanGoneException(planId);
        }

        var now = await planning.ReadGroupAsync(cluster, group, cancellationToken);
        var drift = ResetDrift.Find(plan, now, queue => history.ResetSince(cluster, group, queue, plan.CreatedAt));
        if (drift.Count > 0)
        {
            throw new ResetDriftException(drift, await PlanAsync(plan.Request, cancellationToken));
        }

        return await ExecuteAsync(plan, reason, actor, cancellationToken);
    }

    private static AuditOutcome OutcomeOf(ResetOutcome outcome)
    {
        var rows = outcome.Rows.Select(row => new AuditRow(
            row.Queue.Topic, row.Queue.BrokerName, row.Queue.QueueId, row.Before, row.After, row.Error));
        var result = outcome.Failed == 0 ? "done" : outcome.Failed == outcome.Rows.Count ? "failed" : "partly done";
        return new AuditOutcome(result, $"{outcome.Rows.Count - outcome.Failed} of {outcome.Rows.Count} queues reset", [.. rows]);
    }

    private async Task<ResetOutcome> ExecuteAsync(ResetPlan plan, string? reason, Actor actor, CancellationToken cancellationToken)
    {
        var request = plan.Request;
        var changer = changers.Require(request.Cluster);
        var entry = new AuditEntry(actor, request.Cluster, "offsets.reset", request.Group, reason, JsonSerializer.Serialize(plan));
        return await changes.RunAsync(entry, ApplyRowsAsync, OutcomeOf, cancellationToken);

        async Task<ResetOutcome> ApplyRowsAsync(long entryId, CancellationToken token)
        {
            var skip = request.Mode == ResetMode.Skip;
            var targets = plan.Rows.Select(row => new QueueResetTarget(row.Queue, row.Target, skip)).ToList();
            var results = targets.Count == 0 ? [] : await changer.ResetOffsetsAsync(request.Group, targets, token);
            foreach (var result in results.Where(result => result.Error is null))
            {
                history.Note(request.Cluster, request.Group, result.Queue);
            }

            var notes = plan.Rows.ToDictionary(row => row.Queue, row => row.Note);
            return new ResetOutcome(
                entryId.ToString(CultureInfo.InvariantCulture),
                [.. results.Select(result => ToRow(result, notes.GetValueOrDefault(result.Queue)))]);
        }
    }

    private static ResetOutcomeRow ToRow(QueueResetResult result, string? note) => new(
        result.Queue,
        result.Before,
        result.After,
        result.Error,
        result.Clamped is { } bound ? $"clamped to {bound}" : note);
}
