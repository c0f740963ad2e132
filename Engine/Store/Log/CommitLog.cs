using Engine.Protocol.Messages;
using Engine.Store.Files;
using Engine.Store.Integrity;

namespace Engine.Store.Log;

/// <summary>
/// All messages of a broker in one row of files. One appender at a time (the store's append lock); readers need none.
/// Mirrors <c>CommitLog</c>.
/// </summary>
internal sealed class CommitLog : IDisposable
{
    private const long ProbeDistance = 64 * 1024;

    private readonly SegmentFiles _files;
    private readonly RecentBytes _recent;
    private long _end;
    private long _brokenFrom = -1;

    internal CommitLog(SegmentFiles files, int recentBytes, DamageLog damage)
    {
        _files = files;
        _recent = new RecentBytes(recentBytes);
        Damage = damage;
    }

    /// <summary>Takes what readers find damaged.</summary>
    internal DamageLog Damage { get; }

    internal long MinOffset => _files.Start;

    /// <summary>Where the next record goes; everything before it is readable.</summary>
    internal long MaxOffset => Volatile.Read(ref _end);

    /// <summary>The largest piece that fits into one file, with room for the filler behind it.</summary>
    internal long LargestAppend => _files.FileBytes - MessageRecordFormat.BlankBytes;

    public void Dispose() => _files.Dispose();

    /// <summary>Size of a file, bytes.</summary>
    internal long FileBytes => _files.FileBytes;

    /// <summary>Where the file that holds a place ends.</summary>
    internal long FileEndOf(long offset) => offset - (offset % _files.FileBytes) + _files.FileBytes;

    /// <summary>Sets where appending goes on, after recovery.</summary>
    internal void StartAt(long end) => Volatile.Write(ref _end, end);

    /// <summary>Says where that many bytes will go; ends the current file with a filler when they do not fit into it.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    internal long Reserve_NeedsLock(int bytes)
    {
        RepairAfterFailure();
        var file = _files.FindOrCreate(_end);
        var remaining = file.End - _end;
        if (bytes + MessageRecordFormat.BlankBytes <= remaining)
        {
            return _end;
        }

        return EndFile_NeedsLock(file);
    }

    /// <summary>Makes room at the log's end for a record of another log, which lies at the same place there.</summary>
    /// <returns>False when the file that holds the place has no room for it and the filler behind it.</returns>
    /// <exception cref="IOException">The disk refused.</exception>
    internal bool TryReserveInFile_NeedsLock(int bytes)
    {
        RepairAfterFailure();
        return bytes + MessageRecordFormat.BlankBytes <= _files.FindOrCreate(_end).End - _end;
    }

    /// <summary>Ends the file that holds the log's end with a filler.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    internal void EndFile_NeedsLock()
    {
        RepairAfterFailure();
        EndFile_NeedsLock(_files.FindOrCreate(_end));
    }

    /// <summary>Begins a log without records anywhere; files that it has go.</summary>
    /// <param name="start">Where a file begins.</param>
    /// <exception cref="IOException">The disk refused.</exception>
    internal void BeginAt_NeedsLock(long start)
    {
        if (_files.Start != start)
        {
            _files.Clear();
        }

        // First: what follows the log takes what lies before its first file for gone.
        _files.FindOrCreate(start);
        Volatile.Write(ref _end, start);
    }

    /// <summary>Writes records at the place reserved for them and makes them readable.</summary>
    /// <exception cref="IOException">The disk refused; nothing of it will be found later.</exception>
    internal void Write_NeedsLock(ReadOnlySpan<byte> records)
    {
        try
        {
            _files.Append(records, _end);
        }
        catch (IOException)
        {
            // Part of it may be there. It must be gone before anything shorter is written over it, or a scan would find its rest.
            _brokenFrom = _end;
            TryRepair();
            throw;
        }

        _recent.Append(_end, records);
        Volatile.Write(ref _end, _end + records.Length);
    }

    /// <summary>Reads bytes that were written.</summary>
    /// <returns>False when they are not, or no longer, there.</returns>
    internal bool TryRead(long offset, Span<byte> target) => TryRead(offset, target, out _);

    /// <summary>Reads bytes that were written and says whether they come from a file: then they must be checked before use.</summary>
    /// <returns>False when they are not, or no longer, there.</returns>
    internal bool TryRead(long offset, Span<byte> target, out bool isFromFile)
    {
        isFromFile = false;
        if (offset < 0 || offset + target.Length > MaxOffset)
        {
            return false;
        }

        isFromFile = !_recent.TryRead(offset, target);
        return !isFromFile || _files.Read(target, offset) == target.Length;
    }

    /// <summary>
    /// Reads bytes that were written; those that the disk cannot read are reported and count as not there, for they are damage like any
    /// other and cost the messages around them nothing.
    /// </summary>
    /// <returns>False when they are not, or no longer, there, or cannot be read.</returns>
    /// <exception cref="IOException">The disk reads nothing at all: it may be back soon.</exception>
    internal bool TryReadOrReport(long offset, Span<byte> target, out bool isFromFile)
    {
        try
        {
            return TryRead(offset, target, out isFromFile);
        }
        catch (IOException unreadable) when (ReadsElsewhere(offset))
        {
            isFromFile = true;
            ReportDamage(offset, target.Length, unreadable.Message);
            return false;
        }
    }

    /// <summary>
    /// Whether the disk itself gives other pages than that of an offset, which it did not: else it is away, and what it holds is not
    /// damaged. A log of one page has no other; a fault there counts as the disk's.
    /// </summary>
    internal bool ReadsElsewhere(long offset)
    {
        foreach (var place in (ReadOnlySpan<long>)[offset - ProbeDistance, offset + ProbeDistance, MinOffset, MaxOffset - 1])
        {
            var isElsewhere = place >= MinOffset && place < MaxOffset && (offset < 0 || PageOf(place) != PageOf(offset));
            if (isElsewhere && _files.Find(place) is { } file && _files.Reads.ComesFromDisk(file.Path, place - file.Start))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Copies what was written from a place on, records or not, as much as fits and lies in one file.</summary>
    /// <returns>How many bytes: 0 at the log's end; -1 when what was there is no longer.</returns>
    /// <exception cref="IOException">The disk cannot read it.</exception>
    internal int ReadRaw(long offset, Span<byte> target)
    {
        var left = Math.Min(MaxOffset, FileEndOf(offset)) - offset;
        if (offset < MinOffset)
        {
            return -1;
        }

        var count = (int)Math.Clamp(left, 0, target.Length);
        return TryRead(offset, target[..count], out _) ? count : -1;
    }

    private static long PageOf(long offset) => offset / DiskProbe.PageBytes;

    /// <summary>Notes that a record in a file is not what was written.</summary>
    internal void ReportDamage(long offset, long bytes, string fault) =>
        Damage.Report(_files.Find(offset)?.Path ?? _files.Folder, offset, bytes, fault);

    private long EndFile_NeedsLock(SegmentFile file)
    {
        _files.FindOrCreate(file.End);
        Span<byte> blank = stackalloc byte[MessageRecordFormat.BlankBytes];
        MessageRecordWriter.WriteBlank(blank, (int)(file.End - _end));
        file.Write(blank, _end - file.Start);
        _recent.Append(_end, blank);
        _recent.AppendZeros(file.End - _end - blank.Length);
        Volatile.Write(ref _end, file.End);
        return file.End;
    }

    private void RepairAfterFailure()
    {
        if (_brokenFrom >= 0)
        {
            _files.ClearFrom(_brokenFrom);
            _brokenFrom = -1;
        }
    }

    private void TryRepair()
    {
        try
        {
            RepairAfterFailure();
        }
        catch (IOException)
        {
            // The next append tries again and is refused as long as this fails.
        }
    }
}
