namespace Engine.Store.Queues;

/// <summary>
/// The entries of a queue that may not be in its file yet. One writer; readers copy first and then check that the tail was not turned
/// to later entries meanwhile.
/// </summary>
internal sealed class QueueTail
{
    private readonly byte[] _bytes;
    private long _start;

    internal QueueTail(long start, int capacity)
    {
        _start = start;
        _bytes = new byte[capacity * ConsumeQueueEntry.Bytes];
    }

    internal int Capacity => _bytes.Length / ConsumeQueueEntry.Bytes;

    /// <summary>Index of the first entry here; everything before it is in the file.</summary>
    internal long Start => Volatile.Read(ref _start);

    internal void Write(long index, in ConsumeQueueEntry entry) =>
        entry.Write(_bytes.AsSpan((int)(index - _start) * ConsumeQueueEntry.Bytes));

    internal ReadOnlySpan<byte> Slice(long from, long to) =>
        _bytes.AsSpan((int)(from - _start) * ConsumeQueueEntry.Bytes, (int)(to - from) * ConsumeQueueEntry.Bytes);

    /// <summary>Starts over with later entries; what was here must be in the file.</summary>
    internal void TurnTo(long start)
    {
        Volatile.Write(ref _start, start);
        Interlocked.MemoryBarrier();
    }

    internal bool TryRead(long index, Span<byte> target)
    {
        var start = Start;
        if (index < start || index - start + (target.Length / ConsumeQueueEntry.Bytes) > Capacity)
        {
            return false;
        }

        _bytes.AsSpan((int)(index - start) * ConsumeQueueEntry.Bytes, target.Length).CopyTo(target);
        Interlocked.MemoryBarrier();
        return Start == start;
    }
}
