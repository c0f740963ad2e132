namespace Dashboard.Figures.History;

/// <summary>Writes the points of one chunk as they come, in the form of <see cref="ChunkFormat"/>. Not safe for many threads.</summary>
internal sealed class ChunkWriter(long chunk)
{
    private const int FirstCapacity = 64;

    private byte[] _bytes = new byte[FirstCapacity];
    private int _length;
    private long _slot = ChunkFormat.SlotBefore(chunk);
    private HistoryValues _last;
    private HistoryValues _known = new(0, 0, 0, 0, 0);

    internal long Chunk { get; } = chunk;

    /// <summary>Bytes written so far.</summary>
    internal int Length => _length;

    internal byte[] ToArray() => _bytes[.._length];

    /// <summary>False when the slot is not later than the last one, or lies in another chunk.</summary>
    internal bool TryAppend(long slot, in HistoryValues values)
    {
        if (slot <= _slot || slot / HistoryTier.SlotsPerChunk != Chunk)
            return false;

        EnsureRoom();
        var (changed, unknown) = Masks(values);
        var gap = slot - _slot - 1;
        _bytes[_length++] = (byte)(changed | (gap > 0 ? ChunkFormat.Gap : 0) | (unknown != 0 ? ChunkFormat.Unknowns : 0));
        if (gap > 0)
            WriteVarint((ulong)gap);

        if (unknown != 0)
            _bytes[_length++] = (byte)unknown;

        for (var column = 0; column < HistoryValues.Columns; column++)
        {
            if ((changed & ~unknown & (1 << column)) != 0)
                WriteVarint(ChunkFormat.ZigZag(unchecked(values[column]!.Value - _known[column]!.Value)));
        }

        (_slot, _last) = (slot, values);
        _known = new HistoryValues(
            values.Lag ?? _known.Lag,
            values.BrokerOffset ?? _known.BrokerOffset,
            values.ConsumerOffset ?? _known.ConsumerOffset,
            values.ProduceHundredths ?? _known.ProduceHundredths,
            values.ConsumeHundredths ?? _known.ConsumeHundredths);
        return true;
    }

    private (int Changed, int Unknown) Masks(in HistoryValues values)
    {
        var (changed, unknown) = (0, 0);
        for (var column = 0; column < HistoryValues.Columns; column++)
        {
            if (values[column] == _last[column])
                continue;

            changed |= 1 << column;
            if (values[column] is null)
                unknown |= 1 << column;
        }

        return (changed, unknown);
    }

    private void WriteVarint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            _bytes[_length++] = (byte)(value | 0x80);

        _bytes[_length++] = (byte)value;
    }

    private void EnsureRoom()
    {
        if (_bytes.Length - _length < ChunkFormat.LongestPoint)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + ChunkFormat.LongestPoint));
    }
}
