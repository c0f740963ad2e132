using Dashboard.Changes.Audit;
using Engine.Admin.Offsets;
using Engine.Admin.Statistics;
using Engine.Protocol;

namespace Dashboard.Changes.Resets;

/// <summary>A reset's rows and the group's figures → what its undo does (pure).</summary>
internal static class UndoPlanner
{
    /// <summary>
    /// One step per queue that the reset set, in its order. Offsets of before that are no longer stored go to the nearer end.
    /// </summary>
    public static IReadOnlyList<ResetStep> Steps(IEnumerable<AuditRow> rows, IReadOnlyList<QueueFigures> queues)
    {
        var current = queues.ToDictionary(figures => figures.Queue);
        return [.. rows.Where(row => row.Error is null).Select(row => Step(row, current))];
    }

    public static MessageQueue QueueOf(AuditRow row) => new(row.Topic, row.Broker, row.QueueId);

    private static ResetStep Step(AuditRow row, Dictionary<MessageQueue, QueueFigures> current)
    {
        var queue = QueueOf(row);
        var figures = current.GetValueOrDefault(queue);
        var now = figures?.ConsumerOffset;
        if (row.Before is not { } before)
        {
            return new ResetStep(queue, now, null, Obstacle: new ResetNote(ResetNoteKind.NoOffsetBefore));
        }

        if (figures is null)
        {
            return new ResetStep(queue, null, null, Obstacle: new ResetNote(ResetNoteKind.QueueGone));
        }

        if (row.After == before)
        {
            return new ResetStep(queue, now, null, new ResetNote(ResetNoteKind.NotMoved));
        }

        var target = Math.Clamp(before, figures.MinOffset, Math.Max(figures.MinOffset, figures.BrokerOffset));
        var note = target == before ? null
            : new ResetNote(target > before ? ResetNoteKind.BelowStart : ResetNoteKind.BeyondEnd, before, target);
        return new ResetStep(queue, now, new QueueResetTarget(queue, target), note) { First = figures.MinOffset };
    }
}
