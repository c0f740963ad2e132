using Engine.Store.Files;
using Engine.Store.Integrity;
using Engine.Store.Recovery;

namespace Engine.Store.Retention;

/// <summary>
/// How old log files are: by the store time of their last message, for a file's own times change when a store is copied. One thread.
/// </summary>
internal sealed class SegmentTimes
{
    private const int ProbeBytes = 4096;

    private readonly SegmentFiles _files;
    private readonly DamageLog _damage;
    private readonly Dictionary<long, long> _firstByStart = [];
    private readonly Dictionary<long, long> _lastByStart = [];

    internal SegmentTimes(SegmentFiles files, DamageLog damage)
    {
        _files = files;
        _damage = damage;
    }

    /// <summary>
    /// When a file's last message was stored, ms since 1970: exact, or a time on the same side of the cut-off. Store times only grow, so
    /// where the neighbours' first messages settle the matter the file itself is not read.
    /// </summary>
    /// <param name="file">A file that is written to no more.</param>
    /// <param name="next">The file behind it.</param>
    /// <param name="cutoff">Where it matters.</param>
    /// <param name="newest">Store time of the newest message there is.</param>
    internal long LastOf(SegmentFile file, SegmentFile next, long cutoff, long newest)
    {
        if (_lastByStart.TryGetValue(file.Start, out var known))
        {
            return known;
        }

        if (FirstOf(file) is { } first && first > cutoff)
        {
            return first;
        }

        var latest = FirstOf(next) ?? newest;
        if (latest <= cutoff)
        {
            return latest;
        }

        return _lastByStart[file.Start] = IfReadable(file, ReadLast) ?? latest;
    }

    /// <summary>Lets go of what is known of files before a log offset.</summary>
    internal void Forget(long offset)
    {
        foreach (var start in _firstByStart.Keys.Concat(_lastByStart.Keys).Where(start => start < offset).ToArray())
        {
            _firstByStart.Remove(start);
            _lastByStart.Remove(start);
        }
    }

    // Null when no valid record begins the file: it is empty still, or damaged, or cannot be read.
    private long? FirstOf(SegmentFile file)
    {
        if (_firstByStart.TryGetValue(file.Start, out var known))
        {
            return known;
        }

        return IfReadable(file, ReadFirst) is { } first ? _firstByStart[file.Start] = first : null;
    }

    private long? ReadFirst(SegmentFile file) =>
        new LogScanner(_files, file.Start, ProbeBytes).Next(out var record) == LogStep.Record && record.PhysicalOffset == file.Start
            ? record.StoreTimestamp
            : null;

    // A file that the disk cannot read keeps no other from being deleted: its neighbours say how old it is at most.
    private long? IfReadable(SegmentFile file, Func<SegmentFile, long?> read)
    {
        try
        {
            return read(file);
        }
        catch (IOException failure)
        {
            _damage.Report(file.Path, file.Start, file.Length, $"its store times cannot be read ({failure.Message})");
            return null;
        }
    }

    // Null when damage hides the last message.
    private long? ReadLast(SegmentFile file)
    {
        var scanner = new LogScanner(_files, file.Start);
        long? last = null;
        while (scanner.Position < file.End)
        {
            var step = scanner.Next(out var record);
            if (step == LogStep.Record && record.PhysicalOffset < file.End)
            {
                last = record.StoreTimestamp;
            }
            else if (scanner.Position < file.End)
            {
                return null;
            }
        }

        return last;
    }
}
