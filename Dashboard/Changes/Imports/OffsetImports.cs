using System.Globalization;
using System.Text.Json;
using Dashboard.Changes.Audit;
using Dashboard.Changes.Operations;
using Dashboard.Changes.Resets;
using Dashboard.Clusters;
using Engine.Admin;
using Engine.Admin.Offsets;

namespace Dashboard.Changes.Imports;

/// <summary>
/// Previews and applies imports of a broker's consumer offsets, each application under its audit entry. The entry's rows are also what
/// an import is undone with: the offsets as they were before it.
/// </summary>
internal sealed class OffsetImports(
    ClusterRegistry clusters,
    ClusterChangers changers,
    ResetHistory history,
    AuditLog log,
    AuditedChange changes,
    TimeProvider timeProvider)
{
    private const string Action = AuditActions.OffsetsImport;

    /// <summary>
    /// What the import would do; changes nothing. An <see cref="OffsetFileException"/> names every entry that does not fit the broker.
    /// </summary>
    public async Task<ImportPlan> PlanAsync(string cluster, string broker, OffsetFile file, CancellationToken cancellationToken)
    {
        var gateway = clusters.Get(cluster);
        var view = await gateway.GetClusterAsync(cancellationToken);
        var masters = view.Brokers.Where(known => known.Id == 0).Select(known => known.Name).ToList();
        if (!masters.Contains(broker, StringComparer.Ordinal))
        {
            var known = masters.Count == 0 ? "none is online" : $"there is {string.Join(", ", masters)}";
            throw new AdminException(AdminErrorKind.BrokerNotFound, $"Broker {broker} does not exist or is offline; {known}.");
        }

        var createdAt = timeProvider.GetUtcNow();
        var progress = await gateway.ReadProgressAsync(cancellationToken);
        return progress.Unreachable.Contains(broker, StringComparer.Ordinal)
            ? throw new AdminException(AdminErrorKind.Unreachable, $"{broker} did not answer; nothing was changed. Try again later.")
            : ImportPlanner.Plan(cluster, broker, file, progress) with { CreatedAt = createdAt };
    }

    /// <summary>Plans and applies at once.</summary>
    public async Task<ImportOutcome> ApplyAsync(
        string cluster, string broker, OffsetFile file, string? reason, Actor actor, CancellationToken cancellationToken)
    {
        changers.Require(cluster);
        var plan = await PlanAsync(cluster, broker, file, cancellationToken);
        return await ExecuteAsync(plan, _ => Task.FromResult(plan), reason, actor, cancellationToken);
    }

    /// <summary>
    /// Applies a plan as it was shown; <see cref="ImportDriftException"/> with a fresh one, and nothing changed, when the cluster moved
    /// away from it.
    /// </summary>
    public async Task<ImportOutcome> ApplyPlanAsync(ImportPlan shown, string? reason, Actor actor, CancellationToken cancellationToken)
    {
        changers.Require(shown.Cluster);
        await PlanAnewAsync(shown, cancellationToken);
        return await ExecuteAsync(shown, token => PlanAnewAsync(shown, token), reason, actor, cancellationToken);
    }

    /// <summary>
    /// The offsets as they were before an import, of the queues that it moved; queues that had none are not in it. Null when the audit
    /// has no such import into that broker.
    /// </summary>
    public async Task<OffsetFile?> FindBeforeAsync(string cluster, string broker, long importId, CancellationToken cancellationToken)
    {
        var record = await log.FindAsync(importId, cancellationToken);
        return record is { Action: Action } && record.Cluster == cluster && record.Subject == broker
            ? new OffsetFile([.. record.Rows.Where(IsMoved).Select(Before)])
            : null;
    }

    /// <summary>The same file planned anew, as long as that is what was shown.</summary>
    private async Task<ImportPlan> PlanAnewAsync(ImportPlan shown, CancellationToken cancellationToken)
    {
        var now = await PlanAsync(shown.Cluster, shown.Broker, shown.File, cancellationToken);
        var drift = ImportDrift.Find(
            shown, now, row => history.ResetSince(shown.Cluster, row.Group, row.Queue, shown.CreatedAt));
        return drift.Count == 0 ? now : throw new ImportDriftException(drift, now);
    }

    private static bool IsMoved(AuditRow row) => row is { Group: not null, Before: not null, After: not null } && row.After != row.Before;

    private static StoredOffset Before(AuditRow row) => new(row.Topic, row.Group!, row.QueueId, row.Before!.Value);

    /// <summary>Carries out what <paramref name="latest"/> gives, which is asked once the entry stands.</summary>
    private async Task<ImportOutcome> ExecuteAsync(
        ImportPlan plan, Func<CancellationToken, Task<ImportPlan>> latest, string? reason, Actor actor, CancellationToken cancellationToken)
    {
        var changer = changers.Require(plan.Cluster);
        var request = JsonSerializer.Serialize(new { offsetTable = plan.File.ToTable() });
        var entry = new AuditEntry(actor, plan.Cluster, Action, plan.Broker, reason, request);
        return await changes.RunAsync(entry, ApplyRowsAsync, OutcomeOf, cancellationToken);

        // Once begun it goes through to its end, also when the asker leaves: else nobody would know which queues were set.
        async Task<ImportOutcome> ApplyRowsAsync(long entryId, CancellationToken token)
        {
            var run = new ImportRun(changer, history, await LatestAsync(token));
            return new(entryId.ToString(CultureInfo.InvariantCulture), await run.RunAsync(CancellationToken.None));
        }

        async Task<ImportPlan> LatestAsync(CancellationToken token)
        {
            try
            {
                return await latest(token);
            }
            catch (Exception reason)
            {
                throw new NothingChangedException(reason);
            }
        }
    }

    private static AuditOutcome OutcomeOf(ImportOutcome outcome)
    {
        var rows = outcome.Rows.Select(row => new AuditRow(
            row.Queue.Topic, row.Queue.BrokerName, row.Queue.QueueId, row.Before, row.After, row.Error, row.Group));
        var result = outcome.Failed == 0 ? "done" : outcome.Failed == outcome.Rows.Count ? "failed" : "partly done";
        return new AuditOutcome(result, $"{outcome.Rows.Count - outcome.Failed} of {outcome.Rows.Count} queues imported", [.. rows]);
    }
}
