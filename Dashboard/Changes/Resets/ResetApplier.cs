using System.Globalization;
using Dashboard.Changes.Audit;
using Dashboard.Changes.Operations;
using Engine.Admin;
using Engine.Admin.Offsets;
using Engine.Protocol;

namespace Dashboard.Changes.Resets;

/// <summary>Sets the offsets of one group under an audit entry, which keeps what was before.</summary>
internal sealed class ResetApplier(ClusterChangers changers, ResetHistory history, AuditedChange changes)
{
    /// <summary>
    /// Once begun it goes through to its end, also when the asker leaves: else nobody would know which queues were set.
    /// </summary>
    /// <param name="entry">The entry; its subject is the group.</param>
    /// <param name="steps">
    /// What to do with each queue; asked once the entry stands, with its id. A failure of it leaves all as it is.
    /// </param>
    /// <param name="cancellationToken">Ends the waiting for the entry.</param>
    public async Task<ResetOutcome> RunAsync(
        AuditEntry entry, Func<long, CancellationToken, Task<IReadOnlyList<ResetStep>>> steps, CancellationToken cancellationToken)
    {
        var changer = changers.Require(entry.Cluster);
        return await changes.RunAsync(entry, ApplyAsync, OutcomeOf, cancellationToken);

        async Task<ResetOutcome> ApplyAsync(long entryId, CancellationToken token)
        {
            var all = await StepsAsync(entryId, token);
            var results = await SetAsync([.. all.Select(step => step.Target).OfType<QueueResetTarget>()]);
            foreach (var result in results.Where(result => result.Error is null))
            {
                history.Note(entry.Cluster, entry.Subject, result.Queue);
            }

            var byQueue = results.ToDictionary(result => result.Queue);
            return new ResetOutcome(entryId.ToString(CultureInfo.InvariantCulture), [.. all.Select(step => RowOf(step, byQueue))]);
        }

        async Task<IReadOnlyList<ResetStep>> StepsAsync(long entryId, CancellationToken token)
        {
            try
            {
                return await steps(entryId, token);
            }
            catch (Exception reason)
            {
                throw new NothingChangedException(reason);
            }
        }

        async Task<IReadOnlyList<QueueResetResult>> SetAsync(IReadOnlyList<QueueResetTarget> targets)
        {
            try
            {
                return targets.Count == 0 ? [] : await changer.ResetOffsetsAsync(entry.Subject, targets, CancellationToken.None);
            }
            catch (AdminException reason)
            {
                // What fails from the first queue on is told per queue.
                throw new NothingChangedException(reason);
            }
        }
    }

    private static ResetOutcomeRow RowOf(ResetStep step, Dictionary<MessageQueue, QueueResetResult> results)
    {
        if (step.Target is null)
        {
            return new ResetOutcomeRow(step.Queue, step.Now, step.Now, step.Obstacle?.Text, step.Note) { Obstacle = step.Obstacle };
        }

        var result = results[step.Queue];
        var note = result.Clamped is { } bound ? new ResetNote(ResetNoteKind.ClampedTo, Bound: bound) : step.Note;
        return new ResetOutcomeRow(result.Queue, result.Before, result.After, result.Error, note);
    }

    private static AuditOutcome OutcomeOf(ResetOutcome outcome)
    {
        var rows = outcome.Rows.Select(row => new AuditRow(
            row.Queue.Topic, row.Queue.BrokerName, row.Queue.QueueId, row.Before, row.After, row.Error));
        var result = outcome.Failed == 0 ? "done" : outcome.Failed == outcome.Rows.Count ? "failed" : "partly done";
        return new AuditOutcome(result, $"{outcome.Rows.Count - outcome.Failed} of {outcome.Rows.Count} queues reset", [.. rows]);
    }
}
