using System.Globalization;
using System.Text.Json;
using Dashboard.Changes.Audit;
using Dashboard.Changes.Operations;
using Dashboard.Clusters;
using Engine.Admin.Statistics;
using Engine.Protocol;

namespace Dashboard.Changes.Resets;

/// <summary>
/// Restores the offsets that a group had before a reset, or before an undo, out of the audit, under an audit entry of its own. Refused
/// when something else touched one of the queues since.
/// </summary>
internal sealed class ResetUndo(
    ClusterRegistry clusters, ClusterChangers changers, ResetPlanning planning, ResetApplier applier, AuditReader audit)
{
    /// <summary>Names the undone reset in the request of an undo's entry.</summary>
    internal const string RequestField = "resetId";

    /// <summary>
    /// What the undo would do now and whether it is allowed; changes nothing. <see cref="ResetNotFoundException"/> when the audit has no
    /// such reset.
    /// </summary>
    public async Task<UndoPlan> PlanAsync(string cluster, string group, string resetId, CancellationToken cancellationToken)
    {
        var reset = await RequireAsync(cluster, group, resetId, cancellationToken);
        return await PlanAsync(reset, before: null, cancellationToken);
    }

    /// <summary>
    /// Undoes; a queue that had no offset before stays and says so. <see cref="UndoRefusedException"/> when it is not allowed; nothing is
    /// changed then.
    /// </summary>
    public async Task<ResetOutcome> UndoAsync(
        string cluster, string group, string resetId, string? reason, Actor actor, CancellationToken cancellationToken)
    {
        var reset = await FindAllowedAsync(cluster, group, resetId, cancellationToken);
        var request = JsonSerializer.Serialize(new Dictionary<string, string> { [RequestField] = resetId });
        var entry = new AuditEntry(actor, cluster, ResetActions.Undo, group, reason, request);
        return await applier.RunAsync(entry, StepsAsync, cancellationToken);

        // Two who undo at once: the one whose entry came later finds the other's.
        async Task<IReadOnlyList<ResetStep>> StepsAsync(long entryId, CancellationToken token) =>
            RequireAllowed(await PlanAsync(reset, entryId, token));
    }

    private async Task<AuditRecord> FindAllowedAsync(string cluster, string group, string resetId, CancellationToken cancellationToken)
    {
        try
        {
            var reset = await RequireAsync(cluster, group, resetId, cancellationToken);
            changers.Require(cluster);
            RequireAllowed(await PlanAsync(reset, before: null, cancellationToken));
            return reset;
        }
        catch (AuditUnreadableException failure)
        {
            throw failure.AsRefusal();
        }
    }

    private static IReadOnlyList<ResetStep> RequireAllowed(UndoPlan plan) => plan.Refusal is null
        ? plan.Steps
        : throw new UndoRefusedException(plan.ResetId, plan.Refusal);

    private async Task<AuditRecord> RequireAsync(
        string cluster, string group, string resetId, CancellationToken cancellationToken)
    {
        clusters.Get(cluster);
        var record = long.TryParse(resetId, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? await audit.FindAsync(id, cancellationToken)
            : null;
        return record is not null && record.Cluster == cluster && record.Subject == group && ResetActions.CanBeUndone(record.Action)
            ? record
            : throw new ResetNotFoundException(resetId, group);
    }

    /// <summary>The plan by what the audit holds up to <paramref name="before"/>; null takes all.</summary>
    private async Task<UndoPlan> PlanAsync(AuditRecord reset, long? before, CancellationToken cancellationToken)
    {
        var id = reset.Id.ToString(CultureInfo.InvariantCulture);
        if (reset.IsEndUnknown)
        {
            return new UndoPlan(id, reset.Subject, [], false, new UndoRefusal(UndoRefusalKind.EndUnknown));
        }

        if (clusters.FindChanger(reset.Cluster) is null)
        {
            return new UndoPlan(id, reset.Subject, [], false, new UndoRefusal(UndoRefusalKind.ReadOnly));
        }

        var guard = new UndoGuard(reset);
        await foreach (var later in audit.ReadAfterAsync(reset.Cluster, UndoGuard.Actions, reset.Id, before, cancellationToken))
        {
            guard.Take(later);
        }

        if (guard.Refusal() is { } refusal)
        {
            return new UndoPlan(id, reset.Subject, [], false, refusal);
        }

        var figures = await planning.ReadGroupAsync(reset.Cluster, reset.Subject, cancellationToken);
        var rows = reset.Rows.Where(row => !guard.IsRestored(UndoPlanner.QueueOf(row)));
        var steps = UndoPlanner.Steps(rows, figures.Queues);
        return new UndoPlan(id, reset.Subject, steps, figures.Members.Count > 0, ResetElsewhere(reset.Cluster, guard, steps, figures));
    }

    /// <summary>A reset that a tool made past the console; told apart where broker and console go by one clock.</summary>
    private UndoRefusal? ResetElsewhere(string cluster, UndoGuard guard, IReadOnlyList<ResetStep> steps, GroupFigures figures)
    {
        if (clusters.Get(cluster).Kind != ClusterKind.Embedded)
        {
            return null;
        }

        var concerned = steps.Where(step => step.Target is not null).Select(step => step.Queue).ToHashSet<MessageQueue>();
        var found = figures.Queues.FirstOrDefault(queue => concerned.Contains(queue.Queue) && queue.ResetAt > guard.LastSetAt(queue.Queue));
        return found is null ? null : new UndoRefusal(UndoRefusalKind.ResetElsewhere, Queue: found.Queue);
    }
}
