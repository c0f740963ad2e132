using Dashboard.Changes.Resets;
using Dashboard.Components.Controls;

namespace Dashboard.Components.Dialogs;

/// <summary>A reset in sentences of this browser tab's language.</summary>
internal sealed class ResetWords(Texts texts, Display display)
{
    /// <summary>The effect of a move by so many messages; null without an offset now.</summary>
    public string Effect(long? delta) => delta switch
    {
        null => texts["ResetGetsOffset"],
        0 => texts["ResetStays"],
        < 0 => texts.Format("ResetReplays", display.Count(-delta)),
        _ => texts.Format("ResetSkips", display.Count(delta)),
    };

    /// <summary>The effect of a move on what is still stored; what is gone already is named apart.</summary>
    public string Effect(OffsetMove move) => move switch
    {
        { Now: null } => texts["ResetGetsOffset"],
        { Expired: 0 } => Effect(move.Skipped - move.Replayed),
        { Skipped: 0 } => texts.Format("ResetPasses", display.Count(move.Expired)),
        _ => texts.Format("ResetSkipsExpired", display.Count(move.Skipped), display.Count(move.Expired)),
    };

    /// <summary>The sum of moves with what is gone already named apart.</summary>
    public string WithExpired(string sum, IEnumerable<OffsetMove> moves) => moves.Sum(move => move.Expired) is var expired and > 0
        ? $"{sum} {texts.Count("ResetExpired", expired)}"
        : sum;

    public string Sum(IReadOnlyList<ResetPlan> plans)
    {
        var rows = plans.Sum(plan => plan.Rows.Count);
        var queues = texts.Count("ResetQueues", rows);
        var (replayed, skipped) = (Replayed(plans), Skipped(plans));
        var sentence = (replayed, skipped) switch
        {
            _ when rows == 0 => texts["ResetNothing"],
            (0, 0) => texts.Format("ResetSumNone", queues),
            ( > 0, 0) => texts.Format("ResetSumReplay", queues, texts.Count("ResetMessages", replayed)),
            (0, > 0) => texts.Format("ResetSumSkip", queues, texts.Count("ResetMessages", skipped)),
            _ => texts.Format("ResetSumBoth", queues, texts.Count("ResetMessages", replayed), display.Count(skipped)),
        };
        return WithExpired(sentence, Moves(plans));
    }

    public string Presence(IReadOnlyList<ResetPlan> plans) => plans.All(plan => plan.GroupOnline) ? texts["ResetOnline"]
        : plans.Any(plan => plan.GroupOnline)
            ? texts.Format("ResetSomeOnline", string.Join(", ", plans.Where(plan => plan.GroupOnline).Select(plan => plan.Request.Group)))
        : texts["ResetOffline"];

    public string? Note(ResetNote? note) => note is null ? null : note.Kind switch
    {
        ResetNoteKind.BelowStart => texts.Format("ResetBelowStart", display.Count(note.Wish), display.Count(note.Bound)),
        ResetNoteKind.BeyondEnd => texts.Format("ResetBeyondEnd", display.Count(note.Wish), display.Count(note.Bound)),
        ResetNoteKind.ClampedTo => texts.Format("ResetClampedTo", display.Count(note.Bound)),
        _ => texts[$"ResetNote{note.Kind}"],
    };

    /// <summary>What will happen to each queue, and which stay.</summary>
    public IEnumerable<ResetPreviewLine> Lines(ResetPlan plan) =>
        plan.Rows
            .Select(row => new ResetPreviewLine(
                plan.Request.Group, row.Queue, row.Now, row.Target, Effect(row.Move), row.LagAfter, Note(row.Note)))
            .Concat(plan.LeftOut.Select(left => new ResetPreviewLine(
                plan.Request.Group, left.Queue, null, null, texts["ResetLeftOut"], null, Note(left.Why))));

    /// <summary>What an undo will do to each queue.</summary>
    public IEnumerable<ResetPreviewLine> Lines(UndoPlan plan) => plan.Steps.Select(step => new ResetPreviewLine(
        plan.Group,
        step.Queue,
        step.Now,
        step.Target?.Offset,
        step.Target is null ? texts["ResetLeftOut"] : Effect(new OffsetMove(step.Now, step.Target.Offset, step.First)),
        null,
        Note(step.Obstacle ?? step.Note)));

    /// <summary>What was done to each queue.</summary>
    public ResetResultLine[] Lines(ResetOutcome outcome) =>
    [
        .. outcome.Rows.Select(row => new ResetResultLine(
            row.Queue,
            row.Before,
            row.After,
            Error(row) ?? Note(row.Note) ?? texts["ResetRowDone"],
            row.Error is not null)),
    ];

    /// <summary>Why a queue was not set; null when it was.</summary>
    public string? Error(ResetOutcomeRow row) => Note(row.Obstacle) ?? row.Error;

    /// <summary>Why nothing is known to have been changed in a group; null when it is.</summary>
    public string? Problem(GroupReset reset) => reset.Failure is { } failure ? FailureWords.Of(texts, failure) : null;

    public string Result(IReadOnlyList<GroupReset> run, bool isUndo)
    {
        var all = run.Sum(one => one.Outcome?.Rows.Count ?? 0);
        var failed = run.Sum(one => one.Outcome?.Failed ?? 0);
        var refused = run.Count(one => one.Problem is not null);
        var sentence = failed == 0
            ? texts.Format(isUndo ? "UndoDone" : "ResetDone", texts.Count("ResetQueues", all))
            : texts.Format(
                isUndo ? "UndoPartly" : "ResetPartly",
                display.Count(all - failed),
                texts.Count("ResetQueues", all),
                display.Count(failed));
        return refused == 0 ? sentence : $"{sentence} {texts.Count("ResetRefused", refused)}";
    }

    public static bool IsFailure(IReadOnlyList<GroupReset> run) => run.Any(one => one.Problem is not null || one.Outcome?.Failed > 0);

    public static long Skipped(IReadOnlyList<ResetPlan> plans) => Moves(plans).Sum(move => move.Skipped);

    private static long Replayed(IReadOnlyList<ResetPlan> plans) => Moves(plans).Sum(move => move.Replayed);

    private static IEnumerable<OffsetMove> Moves(IReadOnlyList<ResetPlan> plans) =>
        plans.SelectMany(plan => plan.Rows).Select(row => row.Move);
}
