namespace Dashboard.Figures.History;

/// <summary>
/// The bytes of a chunk. Each point is a mask (bits 0 to 4: columns that differ from the point before; bit 5: slots were left out, their
/// number follows; bit 6: columns became unknown, a mask of them follows), then per column that differs and is known the zigzag varint of
/// its difference to the value known before. The first point differs from an unknown one in the slot before the chunk's first, all values
/// before it being 0. A point that repeats the one before is one byte.
/// </summary>
internal static class ChunkFormat
{
    internal const int Gap = 1 << 5;
    internal const int Unknowns = 1 << 6;
    internal const int AllColumns = (1 << HistoryValues.Columns) - 1;

    /// <summary>Masks, the gap, and five varints of ten bytes.</summary>
    internal const int LongestPoint = 2 + (10 * (HistoryValues.Columns + 1));

    internal static long SlotBefore(long chunk) => (chunk * HistoryTier.SlotsPerChunk) - 1;

    internal static ulong ZigZag(long value) => (ulong)((value << 1) ^ (value >> 63));

    internal static long UnZigZag(ulong value) => (long)(value >> 1) ^ -(long)(value & 1);
}
