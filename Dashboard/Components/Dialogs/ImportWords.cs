using Dashboard.Changes.Imports;
using Dashboard.Components.Controls;

namespace Dashboard.Components.Dialogs;

/// <summary>An import of offsets in sentences. Pure.</summary>
internal static class ImportWords
{
    public static string Effect(ImportPlanRow row, Display display) => row switch
    {
        { Step: ImportStep.Refuse } => "refused",
        { Step: ImportStep.Keep } => "stays",
        { Delta: null } => "gets an offset",
        { Delta: 0 } => "is set again",
        { Delta: < 0 } => $"replays {display.Count(-row.Delta)}",
        _ => $"skips {display.Count(row.Delta)}",
    };

    public static string Sum(ImportPlan plan, Display display)
    {
        var set = Set(plan).ToList();
        var groups = set.Select(row => row.Group).Distinct(StringComparer.Ordinal).Count();
        var (replayed, skipped) = (-set.Sum(row => Math.Min(0, row.Delta ?? 0)), Skipped(plan));
        var scope = $"{Words.Count(display, set.Count, "queue")} of {Words.Count(display, groups, "group")}";
        return (set.Count, replayed, skipped) switch
        {
            (0, _, _) => "Nothing to do: no queue would be set.",
            (_, 0, 0) => $"{scope}: no message is replayed or skipped.",
            (_, > 0, 0) => $"{scope}: {Words.Count(display, replayed, "message")} will be consumed again.",
            (_, 0, > 0) => $"{scope}: {Words.Count(display, skipped, "message")} will never be consumed by these groups.",
            _ => $"{scope}: {Words.Count(display, replayed, "message")} will be consumed again, {display.Count(skipped)} skipped.",
        };
    }

    /// <summary>What happens to members, and to queues that are not set.</summary>
    public static string Rest(ImportPlan plan, Display display)
    {
        var kept = plan.Rows.Count(row => row.Step == ImportStep.Keep);
        var refused = plan.Rows.Count(row => row.Step == ImportStep.Refuse);
        string?[] sentences =
        [
            plan.Online.Count switch
            {
                0 => null,
                1 => "1 group is online: its members jump to the new offsets at once.",
                { } some => $"{display.Count(some)} groups are online: their members jump to the new offsets at once.",
            },
            plan.Unknown.Count switch
            {
                0 => null,
                1 => "1 group is made, as no broker knows it.",
                { } some => $"{display.Count(some)} groups are made, as no broker knows them.",
            },
            kept switch { 0 => null, 1 => "1 queue stays as it is.", _ => $"{display.Count(kept)} queues stay as they are." },
            refused switch { 0 => null, 1 => "1 queue is refused.", _ => $"{display.Count(refused)} queues are refused." },
        ];
        return string.Join(' ', sentences.Where(sentence => sentence is not null));
    }

    public static string Action(ImportPlan? plan, bool drifted, Display display) =>
        plan is not null && Set(plan).Any()
            ? $"Import {Words.Count(display, Set(plan).Count(), "queue")}{(drifted ? " as shown now" : null)}"
            : "Import";

    /// <summary>As at a reset: above so many skipped messages the broker's name must be typed.</summary>
    public static bool NeedsTyping(ImportPlan plan, long confirmAbove) => Skipped(plan) > confirmAbove;

    public static string Result(ImportOutcome outcome, Display display)
    {
        var wanted = outcome.Rows.Count(row => !row.IsKept);
        var all = Words.Count(display, wanted, "queue");
        return outcome.Failed == 0
            ? $"{all} imported."
            : $"{display.Count(wanted - outcome.Failed)} of {all} imported, {display.Count(outcome.Failed)} failed.";
    }

    /// <summary>Whether there is anything to go back to.</summary>
    public static bool HasBefore(ImportOutcome outcome) =>
        outcome.Rows.Any(row => row is { Error: null, Before: not null } && row.Before != row.After);

    private static IEnumerable<ImportPlanRow> Set(ImportPlan plan) => plan.Rows.Where(row => row.Step == ImportStep.Set);

    private static long Skipped(ImportPlan plan) => Set(plan).Sum(row => Math.Max(0, row.Delta ?? 0));
}
