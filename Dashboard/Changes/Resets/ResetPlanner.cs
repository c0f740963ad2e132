using Engine.Admin.Statistics;

namespace Dashboard.Changes.Resets;

/// <summary>Scope × mode × offsets → what will happen to each queue (pure). A target never leaves the queue's min…max.</summary>
internal static class ResetPlanner
{
    /// <summary>What moves and what stays, each in the order of the queues.</summary>
    public static (IReadOnlyList<ResetPlanRow> Rows, IReadOnlyList<ResetLeftOut> LeftOut) Plan(
        ResetRequest request, IReadOnlyList<QueueFigures> queues, ResetSources sources)
    {
        var rows = new List<ResetPlanRow>(queues.Count);
        var leftOut = new List<ResetLeftOut>();
        foreach (var figures in queues)
        {
            if (Obstacle(request, figures, sources) is { } obstacle)
            {
                leftOut.Add(new ResetLeftOut(figures.Queue, new ResetNote(obstacle)));
            }
            else
            {
                rows.Add(Row(request, figures, sources));
            }
        }

        return (rows, leftOut);
    }

    private static ResetNoteKind? Obstacle(ResetRequest request, QueueFigures figures, ResetSources sources) => request.Mode switch
    {
        ResetMode.Skip or ResetMode.Shift when figures.ConsumerOffset is null => ResetNoteKind.NoOffset,
        ResetMode.Skip when figures.ConsumerOffset >= figures.BrokerOffset => ResetNoteKind.NoLag,
        ResetMode.Copy when !sources.Copied.ContainsKey(figures.Queue) => ResetNoteKind.NoOffsetToCopy,
        _ => null,
    };

    private static ResetPlanRow Row(ResetRequest request, QueueFigures figures, ResetSources sources)
    {
        var (wish, note) = Wish(request, figures, sources);
        var target = Math.Clamp(wish, figures.MinOffset, Math.Max(figures.MinOffset, figures.BrokerOffset));
        if (target != wish)
        {
            note = new ResetNote(target > wish ? ResetNoteKind.BelowStart : ResetNoteKind.BeyondEnd, wish, target);
        }

        var now = figures.ConsumerOffset;
        note ??= now is null ? new ResetNote(ResetNoteKind.NoOffset) : null;
        return new ResetPlanRow(figures.Queue, now, target, target - now, figures.BrokerOffset - target, note)
        {
            ResetAt = figures.ResetAt,
            First = figures.MinOffset,
        };
    }

    private static (long Offset, ResetNote? Note) Wish(ResetRequest request, QueueFigures figures, ResetSources sources) =>
        request.Mode switch
        {
            ResetMode.Earliest => (figures.MinOffset, null),
            ResetMode.Latest or ResetMode.Skip => (figures.BrokerOffset, null),
            ResetMode.Offset => (request.Offset!.Value, null),
            ResetMode.Shift => (Sum(figures.ConsumerOffset!.Value, request.By!.Value), null),
            ResetMode.Copy => (sources.Copied[figures.Queue], null),
            ResetMode.Time => sources.AtTime[figures.Queue] is { Exists: true } found
                ? (found.Offset, null)
                : (figures.BrokerOffset, new ResetNote(ResetNoteKind.NoMessageAtTime)),
            _ => throw new ArgumentOutOfRangeException(nameof(request), request.Mode, "unknown reset mode"),
        };

    /// <summary>Stops at the ends of 64 bits.</summary>
    private static long Sum(long offset, long by) =>
        (long)Int128.Clamp((Int128)offset + by, long.MinValue, long.MaxValue);
}
