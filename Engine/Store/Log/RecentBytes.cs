namespace Engine.Store.Log;

/// <summary>
/// The end of the log in memory, a ring addressed by log offset. One writer; readers copy first and then check that nothing they
/// copied was overwritten meanwhile, so neither side waits.
/// </summary>
internal sealed class RecentBytes
{
    private readonly byte[] _ring;
    private readonly int _mask;
    private long _from;
    private long _end;

    internal RecentBytes(int capacity)
    {
        if (!int.IsPow2(capacity))
        {
            throw new ArgumentOutOfRangeException(nameof(capacity), capacity, "The ring's size must be a power of two.");
        }

        _ring = new byte[capacity];
        _mask = capacity - 1;
    }

    /// <summary>Adds bytes at the end; the first ones, and those after a cut, may be anywhere.</summary>
    internal void Append(long offset, ReadOnlySpan<byte> bytes)
    {
        var end = offset + bytes.Length;
        if (bytes.Length > _ring.Length)
        {
            Volatile.Write(ref _from, end);
            Volatile.Write(ref _end, end);
            return;
        }

        // After a restart or a cut there is nothing valid before this append.
        var from = offset < _end || _end == 0 ? offset : _from;
        Volatile.Write(ref _from, Math.Max(from, end - _ring.Length));
        Interlocked.MemoryBarrier();
        CopyIn(bytes, (int)(offset & _mask));
        Volatile.Write(ref _end, end);
    }

    /// <summary>Adds zeros right at the end: what lies between a filler and the next file.</summary>
    internal void AppendZeros(long bytes)
    {
        var zeros = new byte[Math.Min(bytes, _ring.Length / 2)];
        for (var left = bytes; left > 0; left -= zeros.Length)
        {
            Append(_end, zeros.AsSpan(0, (int)Math.Min(left, zeros.Length)));
        }
    }

    /// <summary>Copies bytes out if all of them are here.</summary>
    internal bool TryRead(long offset, Span<byte> target)
    {
        if (offset + target.Length > Volatile.Read(ref _end) || offset < Volatile.Read(ref _from))
        {
            return false;
        }

        var at = (int)(offset & _mask);
        var first = Math.Min(target.Length, _ring.Length - at);
        _ring.AsSpan(at, first).CopyTo(target);
        _ring.AsSpan(0, target.Length - first).CopyTo(target[first..]);
        Interlocked.MemoryBarrier();
        return offset >= Volatile.Read(ref _from);
    }

    private void CopyIn(ReadOnlySpan<byte> bytes, int at)
    {
        var first = Math.Min(bytes.Length, _ring.Length - at);
        bytes[..first].CopyTo(_ring.AsSpan(at));
        bytes[first..].CopyTo(_ring);
    }
}
