using Dashboard.Changes.Resets;
using Dashboard.Components.Controls;

namespace Dashboard.Components.Dialogs;

/// <summary>A reset in sentences. Pure.</summary>
internal static class ResetWords
{
    /// <summary>Above this many skipped messages the group's name must be typed.</summary>
    public const long TypedConfirmationAbove = 100_000;

    public static string Effect(ResetPlanRow row, Display display) => row.Delta switch
    {
        null => "gets an offset",
        0 => "stays",
        < 0 => $"replays {display.Count(-row.Delta)}",
        _ => $"skips {display.Count(row.Delta)}",
    };

    public static string Sum(ResetPlan plan, Display display)
    {
        var queues = Words.Count(display, plan.Rows.Count, "queue");
        var (replayed, skipped) = (Replayed(plan), Skipped(plan));
        return (replayed, skipped) switch
        {
            _ when plan.Rows.Count == 0 => "Nothing to do: no chosen queue has a backlog.",
            (0, 0) => $"{queues}: no message is replayed or skipped.",
            ( > 0, 0) => $"{queues}: {Words.Count(display, replayed, "message")} will be consumed again.",
            (0, > 0) => $"{queues}: {Words.Count(display, skipped, "message")} will never be consumed by this group.",
            _ => $"{queues}: {Words.Count(display, replayed, "message")} will be consumed again, {display.Count(skipped)} skipped.",
        };
    }

    public static string Presence(ResetPlan plan) => plan.GroupOnline
        ? "The group is online: its members jump to the new offsets at once. What arrives meanwhile is counted when it is applied."
        : "The group is offline: its members begin at the new offsets when they come back.";

    public static bool NeedsTyping(ResetPlan plan) => Skipped(plan) > TypedConfirmationAbove;

    public static string Result(ResetOutcome outcome, Display display)
    {
        var done = outcome.Rows.Count - outcome.Failed;
        var all = Words.Count(display, outcome.Rows.Count, "queue");
        return outcome.Failed == 0 ? $"{all} reset." : $"{display.Count(done)} of {all} reset, {display.Count(outcome.Failed)} failed.";
    }

    private static long Replayed(ResetPlan plan) => plan.Rows.Sum(row => row.Delta is < 0 ? -row.Delta.Value : 0);

    private static long Skipped(ResetPlan plan) => plan.Rows.Sum(row => row.Delta is > 0 ? row.Delta.Value : 0);
}
