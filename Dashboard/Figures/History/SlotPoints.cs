namespace Dashboard.Figures.History;

/// <summary>Turns chunks into points of a range. Pure.</summary>
internal static class SlotPoints
{
    /// <summary>Samples come a little early or late, so that a slot is left out now and then; more than that is a gap.</summary>
    private const int SlotsWithoutGap = 2;

    /// <summary>All slots of stored and waiting chunks, oldest first; where both have a slot the waiting one counts.</summary>
    internal static IReadOnlyList<SlotValues> Decode(IReadOnlyList<ChunkBytes> stored, IReadOnlyList<ChunkBytes> waiting)
    {
        var slots = new List<SlotValues>();
        DecodeInto(slots, stored, waiting);
        return slots;
    }

    /// <summary>The same in place of what a list has; for many series one after the other.</summary>
    internal static void DecodeInto(List<SlotValues> slots, IReadOnlyList<ChunkBytes> stored, IReadOnlyList<ChunkBytes> waiting)
    {
        slots.Clear();
        var firstWaiting = waiting.Count == 0 ? long.MaxValue : waiting[0].Chunk;
        foreach (var chunk in stored.TakeWhile(chunk => chunk.Chunk < firstWaiting))
            ChunkReader.TryRead(chunk.Chunk, chunk.Bytes, slots);

        if (waiting.Count > 0)
            slots.AddRange(ChunkMerge.Merge(Decode(stored.SkipWhile(chunk => chunk.Chunk < firstWaiting)), Decode(waiting)));
    }

    /// <summary>The points from one time to another, without those that stand for a gap.</summary>
    internal static IReadOnlyList<HistoryPoint> Within(
        IReadOnlyList<SlotValues> slots, HistoryTier tier, DateTimeOffset from, DateTimeOffset to) =>
    [
        .. slots.Select(one => new HistoryPoint(tier.StartOf(one.Slot), one.Values)).Where(point => point.At >= from && point.At < to),
    ];

    /// <summary>The same with one unknown point where a gap begins.</summary>
    internal static IReadOnlyList<HistoryPoint> WithGaps(IReadOnlyList<HistoryPoint> points, TimeSpan step)
    {
        var all = new List<HistoryPoint>(points.Count);
        foreach (var point in points)
        {
            if (all.Count > 0 && point.At - all[^1].At > SlotsWithoutGap * step)
                all.Add(new HistoryPoint(all[^1].At + step, default));

            all.Add(point);
        }

        return all;
    }

    private static List<SlotValues> Decode(IEnumerable<ChunkBytes> chunks)
    {
        var points = new List<SlotValues>();
        foreach (var chunk in chunks)
            ChunkReader.TryRead(chunk.Chunk, chunk.Bytes, points);

        return points;
    }
}
