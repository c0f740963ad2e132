using Dashboard.Changes.Audit;
using Engine.Admin;

namespace Dashboard.Changes.Resets;

/// <summary>
/// One wish for several groups: planned together, applied group by group, each under its own audit entry. All plans are looked at before
/// the first is applied; a group that fails afterwards stops no other. The caller keeps the plans: they are as many as there are groups.
/// </summary>
internal sealed partial class ResetRuns(OffsetResets resets, ResetUndo undo, ILogger<ResetRuns> logger)
{
    /// <summary>A plan per wish, in their order.</summary>
    public async Task<IReadOnlyList<ResetPlan>> PlanAsync(IReadOnlyList<ResetRequest> requests, CancellationToken cancellationToken)
    {
        var plans = new List<ResetPlan>(requests.Count);
        foreach (var request in requests)
        {
            plans.Add(await resets.PreviewAsync(request, cancellationToken));
        }

        return plans;
    }

    /// <summary>
    /// Applies plans as they were shown; those without rows are passed over. <see cref="ResetRunDriftException"/> when one of them does not
    /// fit any more, <see cref="ResetPlanGoneException"/> when one is older than ten minutes; nothing is changed then.
    /// </summary>
    public async Task<IReadOnlyList<GroupReset>> ApplyAsync(
        IReadOnlyList<ResetPlan> plans, string? reason, Actor actor, CancellationToken cancellationToken)
    {
        foreach (var plan in plans)
        {
            resets.RequireFresh(plan);
        }

        await RequireNoDriftAsync(plans, cancellationToken);
        var done = new List<GroupReset>(plans.Count);
        foreach (var plan in plans.Where(plan => plan.Rows.Count > 0))
        {
            done.Add(await TryAsync(
                plan.Request.Group, plans.Count == 1, () => resets.ApplyPlanAsync(plan, reason, actor, cancellationToken)));
        }

        return done;
    }

    /// <summary>Undoes what a run did, the last group first; the results are in the order of the groups.</summary>
    public async Task<IReadOnlyList<GroupReset>> UndoAsync(
        string cluster, IReadOnlyList<GroupReset> run, string? reason, Actor actor, CancellationToken cancellationToken)
    {
        var done = new List<GroupReset>(run.Count);
        foreach (var reset in run.Where(reset => reset.Outcome is not null).Reverse())
        {
            var id = reset.Outcome!.ResetId;
            done.Insert(0, await TryAsync(
                reset.Group,
                run.Count == 1,
                () => undo.UndoAsync(cluster, reset.Group, id, reason, actor, cancellationToken)));
        }

        return done;
    }

    private async Task RequireNoDriftAsync(IReadOnlyList<ResetPlan> plans, CancellationToken cancellationToken)
    {
        var reasons = new List<ResetDriftReason>();
        foreach (var plan in plans)
        {
            var drift = await resets.FindDriftAsync(plan, cancellationToken);
            reasons.AddRange(plans.Count == 1 ? drift : drift.Select(reason => reason with { Group = plan.Request.Group }));
        }

        if (reasons.Count > 0)
        {
            throw new ResetRunDriftException(reasons, await PlanAsync([.. plans.Select(plan => plan.Request)], cancellationToken));
        }
    }

    /// <summary>The only group's failure is the run's; one of several is told beside the others' results, whatever it is.</summary>
    private async Task<GroupReset> TryAsync(string group, bool isOnly, Func<Task<ResetOutcome>> work)
    {
        try
        {
            return new GroupReset(group, await work(), null);
        }
        catch (ResetDriftException drift) when (isOnly)
        {
            throw new ResetRunDriftException(drift.Reasons, [drift.Fresh]);
        }
        catch (Exception failure) when (!isOnly)
        {
            if (!IsForeseen(failure))
            {
                LogUnforeseen(logger, failure, group);
            }

            return new GroupReset(group, null, failure);
        }
    }

    private static bool IsForeseen(Exception failure) => failure is AdminException or AuditUnavailableException
        or AuditUnreadableException or ResetDriftException or UndoRefusedException or ResetNotFoundException;

    [LoggerMessage(Level = LogLevel.Error, Message = "The offsets of {Group} could not be changed, in a way that was not foreseen")]
    private static partial void LogUnforeseen(ILogger logger, Exception exception, string group);
}
