using Engine.Admin.Offsets;
using Engine.Admin.Statistics;
using Engine.Protocol;

namespace Dashboard.Changes.Resets;

/// <summary>Scope × mode × offsets → what will happen to each queue (pure).</summary>
internal static class ResetPlanner
{
    /// <summary>Rows in the order of the queues; <paramref name="atTime"/> holds each queue's offset at the wished time.</summary>
    public static IReadOnlyList<ResetPlanRow> Rows(
        ResetRequest request,
        IReadOnlyList<QueueFigures> queues,
        IReadOnlyDictionary<MessageQueue, OffsetAtTime> atTime)
    {
        var chosen = request.Mode == ResetMode.Skip ? queues.Where(HasLag) : queues;
        return [.. chosen.Select(figures => Row(request, figures, atTime))];
    }

    private static bool HasLag(QueueFigures figures) => figures.ConsumerOffset is { } offset && offset < figures.BrokerOffset;

    private static ResetPlanRow Row(ResetRequest request, QueueFigures figures, IReadOnlyDictionary<MessageQueue, OffsetAtTime> atTime)
    {
        var (wish, note) = Wish(request, figures, atTime);
        var target = Math.Clamp(wish, figures.MinOffset, figures.BrokerOffset);
        if (target != wish)
        {
            note = target == figures.MinOffset
                ? $"clamped: {wish} is below the first stored offset, {target}"
                : $"clamped: {wish} is beyond the queue's end, {target}";
        }

        var now = figures.ConsumerOffset;
        note ??= now is null ? "the group has no offset on this queue yet" : null;
        return new ResetPlanRow(figures.Queue, now, target, target - now, figures.BrokerOffset - target, note);
    }

    private static (long Offset, string? Note) Wish(
        ResetRequest request,
        QueueFigures figures,
        IReadOnlyDictionary<MessageQueue, OffsetAtTime> atTime) => request.Mode switch
        {
            ResetMode.Earliest => (figures.MinOffset, null),
            ResetMode.Latest or ResetMode.Skip => (figures.BrokerOffset, null),
            ResetMode.Offset => (request.Offset!.Value, null),
            ResetMode.Time => atTime[figures.Queue] is { Exists: true } found
                ? (found.Offset, null)
                : (figures.BrokerOffset, "no message at that time → latest"),
            _ => throw new ArgumentOutOfRangeException(nameof(request), request.Mode, "unknown reset mode"),
        };
}
