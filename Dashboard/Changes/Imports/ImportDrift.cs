using System.Globalization;

namespace Dashboard.Changes.Imports;

/// <summary>
/// Whether a plan still describes the cluster (pure), by the rules of a reset: a group came or went, an offline group's offset changed,
/// an offset went back or was reset since (from here or by a tool), a target or what is done became another. Progress of an online group is
/// no drift.
/// </summary>
internal static class ImportDrift
{
    /// <summary>One sentence per group or queue that drifted; empty when the plan stands.</summary>
    /// <param name="shown">The plan that was shown.</param>
    /// <param name="now">The same file planned anew.</param>
    /// <param name="resetSince">Whether the row's queue was reset or imported from here after the plan was made.</param>
    public static IReadOnlyList<string> Find(ImportPlan shown, ImportPlan now, Func<ImportPlanRow, bool> resetSince)
    {
        var groups = shown.Rows.Select(row => row.Group).Distinct(StringComparer.Ordinal);
        var moved = groups.Select(group => OfGroup(group, shown, now)).OfType<string>().ToList();
        return moved.Count > 0
            ? moved
            : [.. shown.Rows.Zip(now.Rows, (then, row) => OfRow(then, row, shown.Online.Contains(row.Group), resetSince)).OfType<string>()];
    }

    private static string? OfGroup(string group, ImportPlan shown, ImportPlan now) =>
        (shown.Online.Contains(group), now.Online.Contains(group)) switch
        {
            (false, true) => $"group {group} has members now, it had none",
            (true, false) => $"group {group} has no members now, it had some",
            _ when shown.Unknown.Contains(group) && !now.Unknown.Contains(group) => $"group {group} was made meanwhile",
            _ when now.Unknown.Contains(group) && !shown.Unknown.Contains(group) => $"group {group} is gone",
            _ => null,
        };

    private static string? OfRow(ImportPlanRow then, ImportPlanRow now, bool online, Func<ImportPlanRow, bool> resetSince)
    {
        if (then.Target != now.Target)
        {
            return $"{Name(then)}: the target was {then.Target}, it would be {now.Target}";
        }

        if (resetSince(then) || (now.ResetAt is { } at && at != then.ResetAt))
        {
            return $"{Name(then)} was reset since";
        }

        var wentBack = then.Now is { } before && (now.Now is not { } after || after < before);
        var moved = wentBack || (!online && now.Now != then.Now);
        return moved ? $"{Name(then)}: the offset was {Text(then.Now)}, it is {Text(now.Now)}"
            : then.Step != now.Step ? $"{Name(then)}: {now.Note?.Text ?? "it would be set"}"
            : null;
    }

    private static string Name(ImportPlanRow row) => $"{row.Queue} of {row.Group}";

    private static string Text(long? offset) => offset?.ToString(CultureInfo.InvariantCulture) ?? "none";
}
