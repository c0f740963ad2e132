using Dashboard.Changes.Resets;
using Dashboard.Clusters;
using Engine.Admin;
using Engine.Admin.Groups;
using Engine.Admin.Offsets;
using Engine.Protocol;

namespace Dashboard.Changes.Imports;

/// <summary>
/// Carries a plan out, group by group, the way a reset does it: members go to the imported offsets at once and cannot commit over them.
/// A group that fails stops no other, whatever it fails of; three failing in a row end it, as the broker does not answer any more.
/// </summary>
internal sealed class ImportRun(IClusterChanger changer, ResetHistory history, ImportPlan plan)
{
    private const int MostFailingInARow = 3;

    private readonly Dictionary<(string Group, MessageQueue Queue), ImportOutcomeRow> _done = [];

    /// <summary>A result per row of the plan, in its order.</summary>
    public async Task<IReadOnlyList<ImportOutcomeRow>> RunAsync(CancellationToken cancellationToken)
    {
        var failing = 0;
        foreach (var group in plan.Rows.Where(row => row.Step == ImportStep.Set).GroupBy(row => row.Group, StringComparer.Ordinal))
        {
            if (failing == MostFailingInARow)
            {
                Fail(group, $"not tried, as the {MostFailingInARow} groups before it failed");
                continue;
            }

            await RunGroupAsync(group.Key, [.. group], cancellationToken);
            failing = group.All(row => _done[(row.Group, row.Queue)].Error is not null) ? failing + 1 : 0;
        }

        return [.. plan.Rows.Select(OutcomeOf)];
    }

    private async Task RunGroupAsync(string group, IReadOnlyList<ImportPlanRow> rows, CancellationToken cancellationToken)
    {
        try
        {
            if (plan.Unknown.Contains(group))
            {
                await changer.SaveGroupAsync(new GroupSettings(group), cancellationToken);
            }

            var targets = rows.Select(row => new QueueResetTarget(row.Queue, row.Target)).ToList();
            var results = await changer.ResetOffsetsAsync(group, targets, cancellationToken);
            foreach (var (row, result) in rows.Zip(results))
            {
                Note(row, result);
            }
        }
        catch (AdminException exception)
        {
            Fail(rows, exception.Message);
        }
        catch (Exception exception)
        {
            FailUnforeseen(rows, exception.Message);
        }
    }

    private void Note(ImportPlanRow row, QueueResetResult result)
    {
        if (result.Error is null)
        {
            history.Note(plan.Cluster, row.Group, row.Queue);
        }

        var note = result.Clamped is { } bound ? new ImportNote(ImportNoteKind.Clamped, row.Target, bound) : row.Note;
        _done[(row.Group, row.Queue)] = new ImportOutcomeRow(row.Group, row.Queue, result.Before, result.After, result.Error, note);
    }

    private void Fail(IEnumerable<ImportPlanRow> rows, string error)
    {
        foreach (var row in rows)
        {
            _done[(row.Group, row.Queue)] = new ImportOutcomeRow(row.Group, row.Queue, row.Now, null, error, null);
        }
    }

    /// <summary>The rows then name where the queues were to go: they may have gone there.</summary>
    private void FailUnforeseen(IEnumerable<ImportPlanRow> rows, string error)
    {
        foreach (var row in rows)
        {
            history.Note(plan.Cluster, row.Group, row.Queue);
            _done[(row.Group, row.Queue)] = new ImportOutcomeRow(
                row.Group, row.Queue, row.Now, row.Target, $"it is not known whether it was set: {error}", null);
        }
    }

    private ImportOutcomeRow OutcomeOf(ImportPlanRow row) => row.Step switch
    {
        ImportStep.Set => _done[(row.Group, row.Queue)],
        ImportStep.Keep => new ImportOutcomeRow(
            row.Group, row.Queue, row.Now, row.Now, null, row.Note ?? new ImportNote(ImportNoteKind.Stays), IsKept: true),
        _ => new ImportOutcomeRow(row.Group, row.Queue, row.Now, null, row.Note?.Text, null),
    };
}
