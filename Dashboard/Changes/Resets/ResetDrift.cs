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
    /// <summary>A reason per queue that drifted, or one for the group; empty when the plan stands.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="now">The group as it is now.</param>
    /// <param name="resetSince">Whether the queue was reset from here after the plan was made.</param>
    public static IReadOnlyList<ResetDriftReason> Find(ResetPlan plan, GroupFigures now, Func<MessageQueue, bool> resetSince)
    {
        var online = now.Members.Count > 0;
        if (online != plan.GroupOnline)
        {
            return [new ResetDriftReason(online ? ResetDriftKind.CameOnline : ResetDriftKind.WentOffline)];
        }

        var current = now.Queues.ToDictionary(figures => figures.Queue);
        return [.. plan.Rows.Select(row => Of(row, plan, current, resetSince)).OfType<ResetDriftReason>()];
    }

    private static ResetDriftReason? Of(
        ResetPlanRow row,
        ResetPlan plan,
        IReadOnlyDictionary<MessageQueue, QueueFigures> current,
        Func<MessageQueue, bool> resetSince)
    {
        if (!current.TryGetValue(row.Queue, out var figures))
        {
            return new ResetDriftReason(ResetDriftKind.QueueGone, row.Queue);
        }

        if (row.Target < figures.MinOffset || (row.Target > figures.BrokerOffset && plan.Request.Mode != ResetMode.Skip))
        {
            return new ResetDriftReason(
                ResetDriftKind.TargetOutside, row.Queue, row.Target, figures.MinOffset, figures.BrokerOffset);
        }

        // Broker's times are compared with each other, never with a clock of here.
        if (resetSince(row.Queue) || (figures.ResetAt is { } at && at != row.ResetAt))
        {
            return new ResetDriftReason(ResetDriftKind.ResetSince, row.Queue);
        }

        var wentBack = row.Now is { } before && (figures.ConsumerOffset is not { } after || after < before);
        return wentBack || (!plan.GroupOnline && figures.ConsumerOffset != row.Now)
            ? new ResetDriftReason(ResetDriftKind.OffsetMoved, row.Queue, row.Now, figures.ConsumerOffset)
            : null;
    }
}
