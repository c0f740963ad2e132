namespace Dashboard.Figures.History;

/// <summary>Reads a chunk in the form of <see cref="ChunkFormat"/>. Pure.</summary>
internal static class ChunkReader
{
    private const int LastShift = 63;

    /// <summary>All points of a chunk, oldest first, added to a list.</summary>
    /// <exception cref="InvalidDataException">The bytes are no chunk.</exception>
    internal static void Read(long chunk, ReadOnlySpan<byte> bytes, List<SlotValues> into)
    {
        var slot = ChunkFormat.SlotBefore(chunk);
        Span<long?> values = stackalloc long?[HistoryValues.Columns];
        Span<long> known = stackalloc long[HistoryValues.Columns];
        while (!bytes.IsEmpty)
        {
            var mask = Byte(ref bytes);
            slot += (mask & ChunkFormat.Gap) != 0 ? 1 + (long)Math.Min(Varint(ref bytes), HistoryTier.SlotsPerChunk) : 1;
            if (slot / HistoryTier.SlotsPerChunk != chunk)
                throw new InvalidDataException($"A point of chunk {chunk} lies in slot {slot}, outside of it.");

            var unknown = (mask & ChunkFormat.Unknowns) != 0 ? Byte(ref bytes) : 0;
            ReadColumns(mask & ChunkFormat.AllColumns, unknown, ref bytes, values, known);
            into.Add(new SlotValues(slot, HistoryValues.Of(values)));
        }
    }

    /// <summary>As <see cref="Read"/>; false when the bytes are no chunk, with the points before the damage in the list.</summary>
    internal static bool TryRead(long chunk, ReadOnlySpan<byte> bytes, List<SlotValues> into)
    {
        try
        {
            Read(chunk, bytes, into);
            return true;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    private static void ReadColumns(
        int changed, int unknown, ref ReadOnlySpan<byte> bytes, scoped Span<long?> values, scoped Span<long> known)
    {
        for (var column = 0; column < HistoryValues.Columns; column++)
        {
            var bit = 1 << column;
            if ((changed & bit) == 0)
                continue;

            if ((unknown & bit) != 0)
                values[column] = null;
            else
                values[column] = known[column] = unchecked(known[column] + ChunkFormat.UnZigZag(Varint(ref bytes)));
        }
    }

    private static int Byte(ref ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            throw new InvalidDataException("A chunk ends within a point.");

        var value = bytes[0];
        bytes = bytes[1..];
        return value;
    }

    private static ulong Varint(ref ReadOnlySpan<byte> bytes)
    {
        var value = 0UL;
        for (var shift = 0; shift <= LastShift; shift += 7)
        {
            var part = Byte(ref bytes);
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return value;
        }

        throw new InvalidDataException("A number in a chunk is longer than 64 bits.");
    }
}
