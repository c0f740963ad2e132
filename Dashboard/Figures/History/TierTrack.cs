namespace Dashboard.Figures.History;

/// <summary>
/// One series in one tier as far as it is in memory: the chunk that is being written, and full ones the database does not have yet, at
/// most ten; the oldest goes when the database cannot be written for longer. Not safe for many threads.
/// </summary>
internal sealed class TierTrack
{
    private const int MostWaiting = 10;

    private readonly List<ChunkBytes> _waiting = [];
    private ChunkWriter? _open;
    private bool _isOpenStored = true;

    /// <summary>The chunk that may have begun before this process did, so that what is stored of it must not be lost.</summary>
    private long? _first;

    /// <summary>Chunks that went unstored.</summary>
    internal long Dropped { get; private set; }

    internal void Append(long slot, in HistoryValues values)
    {
        var chunk = slot / HistoryTier.SlotsPerChunk;
        if (_open is null || chunk > _open.Chunk)
        {
            Close();
            _first ??= chunk;
            _open = new ChunkWriter(chunk);
        }

        if (_open.TryAppend(slot, values))
            _isOpenStored = false;
    }

    /// <summary>What the database does not have; the chunk that is being written only when asked for.</summary>
    internal void Collect(bool withOpen, Action<ChunkBytes, bool> take)
    {
        foreach (var chunk in _waiting)
            take(chunk, chunk.Chunk == _first);

        if (withOpen && !_isOpenStored && _open is { } open)
            take(new ChunkBytes(open.Chunk, open.ToArray()), open.Chunk == _first);
    }

    /// <summary>The database has this chunk with so many bytes.</summary>
    internal void Stored(ChunkBytes chunk)
    {
        _waiting.RemoveAll(one => ReferenceEquals(one.Bytes, chunk.Bytes));
        if (_open?.Chunk == chunk.Chunk)
            _isOpenStored = _open.Length == chunk.Bytes.Length;
    }

    /// <summary>Everything in memory within a range of chunks, oldest first.</summary>
    internal IEnumerable<ChunkBytes> Between(long first, long last)
    {
        foreach (var chunk in _waiting.Where(chunk => chunk.Chunk >= first && chunk.Chunk <= last))
            yield return chunk;

        if (_open is { } open && open.Chunk >= first && open.Chunk <= last)
            yield return new ChunkBytes(open.Chunk, open.ToArray());
    }

    private void Close()
    {
        if (_open is null || _isOpenStored)
            return;

        _waiting.Add(new ChunkBytes(_open.Chunk, _open.ToArray()));
        if (_waiting.Count > MostWaiting)
        {
            _waiting.RemoveAt(0);
            Dropped++;
        }
    }
}
