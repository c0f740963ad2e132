using System.Globalization;
using Engine.Admin.Statistics;
using Engine.Protocol;

namespace Dashboard.Changes.Resets;

/// <summary>
/// Whether a plan still describes the cluster (pure). Drifted: the group came or went; an offline group's offset changed; an
/// offset went back or was reset since, from here or by a tool; the target lies outside min…max now. Progress of an online group is no
/// drift.
/// </summary>
internal static class ResetDrift
{
    /// <summary>One sentence per queue that drifted; empty when the plan stands.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="now">The group as it is now.</param>
    /// <param name="resetSince">Whether the queue was reset from here after the plan was made.</param>
    public static IReadOnlyList<string> Find(ResetPlan plan, GroupFigures now, Func<MessageQueue, bool> resetSince)
    {
        var online = now.Members.Count > 0;
        if (online != plan.GroupOnline)
        {
            return [online ? "the group has members now, it had none" : "the group has no members now, it had some"];
        }

        var current = now.Queues.ToDictionary(figures => figures.Queue);
        return [.. plan.Rows.Select(row => Of(row, plan, current, resetSince)).OfType<string>()];
    }

    private static string? Of(
        ResetPlanRow row,
        ResetPlan plan,
        IReadOnlyDictionary<MessageQueue, QueueFigures> current,
        Func<MessageQueue, bool> resetSince)
    {
        if (!current.TryGetValue(row.Queue, out var figures))
        {
            return $"{row.Queue} is gone";
        }

        if (row.Target < figures.MinOffset || (row.Target > figures.BrokerOffset && plan.Request.Mode != ResetMode.Skip))
        {
            return $"{row.Queue}: the target {row.Target} lies outside {figures.MinOffset}…{figures.BrokerOffset} now";
        }

        // Broker's times are compared with each other, never with a clock of here.
        if (resetSince(row.Queue) || (figures.ResetAt is { } at && at != row.ResetAt))
        {
            return $"{row.Queue} was reset since";
        }

        var wentBack = row.Now is { } before && (figures.ConsumerOffset is not { } after || after < before);
        if (wentBack || (!plan.GroupOnline && figures.ConsumerOffset != row.Now))
        {
            return $"{row.Queue}: the offset was {Text(row.Now)}, it is {Text(figures.ConsumerOffset)}";
        }

        return null;
    }

    private static string Text(long? offset) => offset?.ToString(CultureInfo.InvariantCulture) ?? "none";
}
