namespace Dashboard.Figures.History;

/// <summary>
/// Puts two parts of one chunk together; where both have a slot the later written one counts. Of an older part that cannot be read what
/// comes before the damage stays. Pure.
/// </summary>
internal static class ChunkMerge
{
    internal static byte[] Of(long chunk, ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
    {
        var points = new List<SlotValues>();
        ChunkReader.TryRead(chunk, before, points);
        var later = new List<SlotValues>();
        ChunkReader.Read(chunk, after, later);
        var writer = new ChunkWriter(chunk);
        foreach (var point in Merge(points, later))
            writer.TryAppend(point.Slot, point.Values);

        return writer.ToArray();
    }

    /// <summary>Both lists are in the order of their slots, and so is the result.</summary>
    internal static IEnumerable<SlotValues> Merge(IReadOnlyList<SlotValues> before, IReadOnlyList<SlotValues> after)
    {
        var index = 0;
        foreach (var point in after)
        {
            for (; index < before.Count && before[index].Slot < point.Slot; index++)
                yield return before[index];

            if (index < before.Count && before[index].Slot == point.Slot)
                index++;

            yield return point;
        }

        for (; index < before.Count; index++)
            yield return before[index];
    }
}
