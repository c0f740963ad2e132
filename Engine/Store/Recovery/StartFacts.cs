using Engine.Store.Files;
using Engine.Store.Integrity;
using Engine.Store.Queues;

namespace Engine.Store.Recovery;

/// <summary>Looks at log and queues as a start finds them. Reads a page per log file at most, and one per queue.</summary>
internal sealed class StartFacts
{
    private const int ProbeBytes = 4096;

    private readonly SegmentFiles _log;
    private readonly ConsumeQueueTable _queues;

    internal StartFacts(SegmentFiles log, ConsumeQueueTable queues)
    {
        _log = log;
        _queues = queues;
    }

    internal RecoveryFacts Find(bool isClean, long checkpointTime, bool areQueuesIncomplete)
    {
        var (dispatchedEnd, dispatchedTime) = FindDispatched();
        return new RecoveryFacts
        {
            IsClean = isClean,
            LogStart = _log.Start,
            DispatchedEnd = dispatchedEnd,
            DispatchedTime = dispatchedTime,
            AreQueuesIncomplete = areQueuesIncomplete,
            CheckpointTime = checkpointTime,
            TrustedTime = Math.Max(0, checkpointTime - StoreCheckpoint.MarginMs),
            Files = isClean ? [] : FindFiles(),
        };
    }

    private List<(long Start, long FirstStoreTime)> FindFiles()
    {
        var files = new List<(long, long)>();
        foreach (var file in _log.All)
        {
            // The rest of a scan decides what a file holds; here only whether it begins with a record.
            if (new LogScanner(_log, file.Start, ProbeBytes).Next(out var first) == LogStep.Record && first.PhysicalOffset == file.Start)
            {
                files.Add((file.Start, first.StoreTimestamp));
            }
        }

        return files;
    }

    // The newest message that a queue knows, if the log says the same.
    private (long End, long StoreTime) FindDispatched()
    {
        (QueueKey Queue, long Index, ConsumeQueueEntry Entry)? newest = null;
        foreach (var queue in _queues.All)
        {
            var index = queue.Max - 1;
            if (queue.Find(index) is { IsFiller: false, IsBlank: false } entry
                && (newest is null || entry.PhysicalOffset > newest.Value.Entry.PhysicalOffset))
            {
                newest = (queue.Key, index, entry);
            }
        }

        return newest is { } found
            && new LogScanner(_log, found.Entry.PhysicalOffset, ProbeBytes).Next(out var record) == LogStep.Record
            && record.PhysicalOffset == found.Entry.PhysicalOffset && record.Size == found.Entry.Size
            && RecordCheck.FindForeign(record, found.Queue, found.Index) is null
            ? (found.Entry.End, record.StoreTimestamp)
            : (-1, 0);
    }
}
