using Engine.Store.Files;
using Engine.Store.Integrity;

namespace Engine.Store.Queues;

/// <summary>
/// The messages of one queue of a topic in order, as places in the commit log. New entries are readable at once and go to the file when a
/// page is full or at a flush: the log can always give them back. One appender at a time; readers need no lock.
/// Mirrors <c>ConsumeQueue</c>.
/// </summary>
internal sealed class ConsumeQueue : IDisposable
{
    // A page of 4 KiB, the unit in which entries go to the file.
    private const int TailEntries = 204;

    private readonly SegmentFiles _files;
    private readonly Lock _writer = new();
    private readonly Lock _pruning = new();
    private readonly Lock _flushing = new();
    private QueueTail? _tail;
    private long _written;
    private long _durable;
    private volatile bool _isRefused;
    private long _min;
    private long _minPhysical = -1;
    private long _max;

    internal ConsumeQueue(QueueKey key, SegmentFiles files)
    {
        Key = key;
        _files = files;
    }

    internal QueueKey Key { get; }

    /// <summary>The first entry whose message is still stored.</summary>
    internal long Min => Volatile.Read(ref _min);

    /// <summary>The next entry to be written.</summary>
    internal long Max => Volatile.Read(ref _max);

    /// <summary>Both bounds; the minimum is read first, so it is never above the maximum.</summary>
    internal QueueBounds Bounds => new(Min, Max);

    /// <summary>The first entry its files, or memory, have.</summary>
    internal long First => _files.IsEmpty ? Volatile.Read(ref _tail)?.Start ?? Max : _files.Start / ConsumeQueueEntry.Bytes;

    internal int EntriesPerFile => (int)(_files.FileBytes / ConsumeQueueEntry.Bytes);

    public void Dispose() => _files.Dispose();

    /// <summary>Opens what is on the disk up to the first missing file, and finds the queue's end: the first blank entry.</summary>
    /// <param name="likelyEnd">Where the end is said to be; right, it saves a search.</param>
    /// <returns>What is wrong with the files, or null. What cannot be used of them is dropped, for the log has all they say.</returns>
    /// <exception cref="StoreException">The files do not fit to the file size.</exception>
    internal string? Open(long likelyEnd)
    {
        var leftOut = _files.OpenFirstPiece();
        foreach (var path in leftOut)
        {
            File.Delete(path);
        }

        var fault = leftOut is [var behind, ..] ? $"a file before {behind} is missing" : null;
        foreach (var file in _files.All)
        {
            if (file.Missing > 0)
            {
                fault = $"{file.Path} was {file.Missing} bytes too short";
                _files.ClearFrom(file.End - file.Missing);
                break;
            }
        }

        var first = _files.Start / ConsumeQueueEntry.Bytes;
        var end = IsEnd(likelyEnd)
            ? likelyEnd
            : QueueSearch.FirstWhere(first, _files.End / ConsumeQueueEntry.Bytes, index => ReadFromFile(index).IsBlank);
        _written = end;
        _durable = end;
        Volatile.Write(ref _max, end);
        Volatile.Write(ref _min, Math.Min(first, end));
        return fault;
    }

    /// <summary>Whether something stands a little behind the end of a queue just opened: then the end is a hole and not the end.</summary>
    internal bool HasBytesBehindEnd()
    {
        Span<byte> behind = stackalloc byte[2 * TailEntries * ConsumeQueueEntry.Bytes];
        return behind[.._files.Read(behind, Max * ConsumeQueueEntry.Bytes)].ContainsAnyExcept((byte)0);
    }

    /// <summary>Makes sure that many entries can be added without touching the disk.</summary>
    /// <exception cref="IOException">The disk refused the entries that had to make room; they stay here.</exception>
    internal void EnsureRoom(int entries)
    {
        // No lock for the usual case: only the appender changes the tail and the maximum.
        if (_tail is { } tail && _max - tail.Start + entries <= tail.Capacity)
        {
            return;
        }

        lock (_writer)
        {
            WriteOut_NeedsLock();
            if (_tail is { } reused && entries <= reused.Capacity)
            {
                reused.TurnTo(_max);
            }
            else
            {
                Volatile.Write(ref _tail, new QueueTail(_max, Math.Max(TailEntries, entries)));
            }
        }
    }

    /// <summary>Adds an entry for which there is room. Needs no lock: the entry is there before the maximum counts it.</summary>
    internal void Add(in ConsumeQueueEntry entry)
    {
        _tail!.Write(_max, entry);
        Volatile.Write(ref _max, _max + 1);
    }

    /// <summary>Reads entries from a queue offset on.</summary>
    /// <returns>How many: fewer than asked at the queue's end, where a file is missing, and where the entries in memory begin.</returns>
    internal int Read(long index, Span<byte> target)
    {
        // Any offset may have been committed: the distance from a huge one does not fit into an int.
        var left = Max - index;
        if (left <= 0 || index < 0)
        {
            return 0;
        }

        var count = (int)Math.Min(target.Length / ConsumeQueueEntry.Bytes, left);

        target = target[..(count * ConsumeQueueEntry.Bytes)];
        if (Volatile.Read(ref _tail) is { } tail)
        {
            var start = tail.Start;
            if (index < start && index + count > start)
            {
                target = target[..((int)(start - index) * ConsumeQueueEntry.Bytes)];
            }
            else if (tail.TryRead(index, target))
            {
                return count;
            }
        }

        return _files.Read(target, index * ConsumeQueueEntry.Bytes) / ConsumeQueueEntry.Bytes;
    }

    /// <summary>One entry, or null when there is none.</summary>
    internal ConsumeQueueEntry? Find(long index)
    {
        Span<byte> bytes = stackalloc byte[ConsumeQueueEntry.Bytes];
        return Read(index, bytes) == 1 ? ConsumeQueueEntry.Read(bytes) : null;
    }

    /// <summary>Notes that an entry is not what was written.</summary>
    internal void ReportDamage(DamageLog damage, long index, string fault) => damage.Report(
        _files.Folder,
        index * ConsumeQueueEntry.Bytes,
        ConsumeQueueEntry.Bytes,
        $"queue offset {index} has {fault}; without this folder the next start makes it anew from the log");

    /// <summary>Drops all entries from a queue offset on; from before its first file on, the files too.</summary>
    internal void CutTo(long max)
    {
        if (max < First)
        {
            Delete();
            return;
        }

        lock (_writer)
        {
            if (max >= _max)
            {
                return;
            }

            WriteOut_NeedsLock();
            if (!_files.IsEmpty)
            {
                _files.ClearFrom(Math.Max(max * ConsumeQueueEntry.Bytes, _files.Start));
            }

            _tail = null;
            _written = max;
            _durable = Math.Min(_durable, max);
            _minPhysical = -1;
            Volatile.Write(ref _max, max);
            Volatile.Write(ref _min, Math.Min(_min, max));
        }
    }

    /// <summary>Drops the entries behind the last one whose message begins before a place in the log.</summary>
    internal void CutFromPhysical(long physicalOffset) => CutTo(QueueProbe.EndBefore(this, First, physicalOffset));

    /// <summary>
    /// Moves an empty queue's start, or fills a hole, so that the next entry is the one given. Entries in between are fillers.
    /// </summary>
    internal void FillTo(long index)
    {
        if (Max == 0 && _files.IsEmpty)
        {
            // RocketMQ starts such a queue's first file with fillers; whole files before it are not made.
            var start = index - (index % EntriesPerFile);
            _written = start;
            Volatile.Write(ref _max, start);
        }

        while (Max < index)
        {
            EnsureRoom(1);
            Add(ConsumeQueueEntry.Filler);
        }
    }

    /// <summary>
    /// Finds the minimum offset: the first entry at or behind the log's start; the maximum when there is none. Costs next to nothing
    /// for a queue that stays as it is.
    /// </summary>
    internal void UpdateMin(long logMin)
    {
        lock (_pruning)
        {
            UpdateMin_NeedsLock(logMin);
        }
    }

    /// <summary>Lets go of the entries before the log's start: moves the minimum, and deletes the files that hold nothing else.</summary>
    /// <returns>Files deleted.</returns>
    /// <exception cref="IOException">The system refused to delete a file; the minimum is right all the same.</exception>
    internal int DropBelow(long logMin)
    {
        lock (_pruning)
        {
            UpdateMin_NeedsLock(logMin);
            return _files.DeleteBelow(_min * ConsumeQueueEntry.Bytes);
        }
    }

    /// <summary>
    /// Brings every entry that points before a place in the log to the disk itself: the log will not be able to give it back.
    /// </summary>
    /// <exception cref="IOException">The disk refused.</exception>
    internal void MakeDurableBelow(long physicalOffset)
    {
        if (!MayHaveVolatileBelow(physicalOffset))
        {
            return;
        }

        WriteOut();

        // Waiting for a disk that refused once would keep the log for ever, and a full disk full.
        if (!_isRefused)
        {
            Flush();
        }
    }

    /// <summary>Brings entries into the file.</summary>
    /// <exception cref="IOException">The disk refused; they stay here.</exception>
    internal void WriteOut()
    {
        lock (_writer)
        {
            WriteOut_NeedsLock();
        }
    }

    /// <summary>Brings what is in the file to the disk itself.</summary>
    /// <exception cref="IOException">
    /// The disk refused, now or earlier: then a flush would succeed without what it refused, and nobody knows what the file holds.
    /// </exception>
    internal void Flush()
    {
        if (_isRefused)
        {
            throw new StoreException($"The disk refused a flush of {_files.Folder} earlier; the next start enters it again from the log.");
        }

        // The lock holds I/O on purpose: what another is flushing is not on the disk before that one returns. Appends never take it.
        lock (_flushing)
        {
            Flush_NeedsLock();
        }
    }

    /// <summary>Removes all entries and files; the queue is empty then and begins at 0.</summary>
    internal void Delete()
    {
        lock (_pruning)
        {
            lock (_writer)
            {
                _tail = null;
                _written = 0;
                _durable = 0;
                _minPhysical = -1;
                Volatile.Write(ref _max, 0);
                Volatile.Write(ref _min, 0);
                _files.Delete();
            }
        }
    }

    private bool MayHaveVolatileBelow(long physicalOffset)
    {
        try
        {
            return Find(QueueProbe.SkipFillers(this, Volatile.Read(ref _durable))) is { } first && first.IsBefore(physicalOffset);
        }
        catch (IOException)
        {
            // What cannot be read is not known to be on the disk; the flush tells, and one bad place does not keep the log for ever.
            return true;
        }
    }

    private void Flush_NeedsLock()
    {
        long written;
        lock (_writer)
        {
            written = _written;
        }

        try
        {
            _files.Flush();
        }
        catch (IOException)
        {
            _isRefused = true;
            throw;
        }

        Volatile.Write(ref _durable, written);
    }

    private void UpdateMin_NeedsLock(long logMin)
    {
        if (_minPhysical >= logMin)
        {
            return;
        }

        var min = QueueProbe.FirstFrom(this, Math.Max(First, _min), logMin);
        _minPhysical = Find(min) is { IsFiller: false, IsBlank: false } oldest ? oldest.PhysicalOffset : -1;
        Volatile.Write(ref _min, min);
    }

    private bool IsEnd(long index)
    {
        var first = _files.Start / ConsumeQueueEntry.Bytes;
        var end = _files.End / ConsumeQueueEntry.Bytes;
        return index > first && index <= end && !ReadFromFile(index - 1).IsBlank && (index == end || ReadFromFile(index).IsBlank);
    }

    private ConsumeQueueEntry ReadFromFile(long index)
    {
        Span<byte> bytes = stackalloc byte[ConsumeQueueEntry.Bytes];
        return _files.Read(bytes, index * ConsumeQueueEntry.Bytes) == bytes.Length ? ConsumeQueueEntry.Read(bytes) : default;
    }

    private void WriteOut_NeedsLock()
    {
        // Read once: the appender goes on adding meanwhile.
        var max = Max;
        if (_tail is { } tail && _written < max)
        {
            _files.Write(tail.Slice(_written, max), _written * ConsumeQueueEntry.Bytes);
            _written = max;
        }
    }
}
