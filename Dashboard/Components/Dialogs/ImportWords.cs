using Dashboard.Changes.Imports;
using Dashboard.Components.Controls;

namespace Dashboard.Components.Dialogs;

/// <summary>An import of offsets in sentences of the page's language. Pure.</summary>
internal sealed class ImportWords(Texts texts, Display display)
{
    private readonly ResetWords _resets = new(texts, display);

    public string Effect(ImportPlanRow row) => row switch
    {
        { Step: ImportStep.Refuse } => texts["ImportRefusedRow"],
        { Step: ImportStep.Keep } => texts["ResetStays"],
        { Delta: null } => texts["ResetGetsOffset"],
        { Delta: 0 } => texts["ImportAgain"],
        _ => _resets.Effect(row.Move),
    };

    public string Sum(ImportPlan plan)
    {
        var set = Set(plan).ToList();
        var groups = set.Select(row => row.Group).Distinct(StringComparer.Ordinal).Count();
        var moves = set.Select(row => row.Move).ToList();
        var (replayed, skipped) = (moves.Sum(move => move.Replayed), Skipped(plan));
        var scope = texts.Format("ImportScope", texts.Count("QueueCount", set.Count), texts.Count("GroupCount", groups));
        var sentence = (set.Count, replayed, skipped) switch
        {
            (0, _, _) => texts["ImportNothing"],
            (_, 0, 0) => texts.Format("ResetSumNone", scope),
            (_, > 0, 0) => texts.Format("ResetSumReplay", scope, texts.Count("Messages", replayed)),
            (_, 0, > 0) => texts.Format("ImportSumSkip", scope, texts.Count("Messages", skipped)),
            _ => texts.Format("ResetSumBoth", scope, texts.Count("Messages", replayed), display.Count(skipped)),
        };
        return _resets.WithExpired(sentence, moves);
    }

    /// <summary>What happens to members, and to queues that are not set.</summary>
    public string Rest(ImportPlan plan)
    {
        (string Key, int Count)[] sentences =
        [
            ("ImportOnline", plan.Online.Count),
            ("ImportMade", plan.Unknown.Count),
            ("ImportKept", plan.Rows.Count(row => row.Step == ImportStep.Keep)),
            ("ImportRefused", plan.Rows.Count(row => row.Step == ImportStep.Refuse)),
        ];
        return string.Join(' ', sentences.Where(sentence => sentence.Count > 0).Select(some => texts.Count(some.Key, some.Count)));
    }

    public string Action(ImportPlan? plan, bool drifted) => plan is not null && Set(plan).Any()
        ? texts.Count(drifted ? "ImportApplyNow" : "ImportApplyQueues", Set(plan).Count())
        : texts["ImportApply"];

    /// <summary>As at a reset: above so many skipped messages the broker's name must be typed.</summary>
    public static bool NeedsTyping(ImportPlan plan, long confirmAbove) => Skipped(plan) > confirmAbove;

    public string Result(ImportOutcome outcome)
    {
        var wanted = outcome.Rows.Count(row => !row.IsKept);
        var all = texts.Count("QueueCount", wanted);
        return outcome.Failed == 0
            ? texts.Format("ImportDone", all)
            : texts.Format("ImportPartly", display.Count(wanted - outcome.Failed), all, display.Count(outcome.Failed));
    }

    /// <summary>What became of one queue.</summary>
    public string Of(ImportOutcomeRow row) => row.Error ?? (row.Note is { } note ? Note(note) : texts["ResetRowDone"]);

    public string Note(ImportNote note) => note.Kind switch
    {
        ImportNoteKind.BelowStart => texts.Format("ResetBelowStart", note.Wish, note.Bound),
        ImportNoteKind.BeyondEnd => texts.Format("ResetBeyondEnd", note.Wish, note.Bound),
        ImportNoteKind.Clamped => texts.Format("ResetClampedTo", note.Bound),
        var kind => texts[$"ImportNote{kind}"],
    };

    /// <summary>Whether there is anything to go back to.</summary>
    public static bool HasBefore(ImportOutcome outcome) =>
        outcome.Rows.Any(row => row is { Before: not null, After: not null } && row.Before != row.After);

    private static IEnumerable<ImportPlanRow> Set(ImportPlan plan) => plan.Rows.Where(row => row.Step == ImportStep.Set);

    private static long Skipped(ImportPlan plan) => Set(plan).Sum(row => row.Move.Skipped);
}
