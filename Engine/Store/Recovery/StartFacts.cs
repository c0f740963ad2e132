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

    internal RecoveryFacts Find(bool isClean, long trustedTime, QueueCatalog? catalog) => new()
    {
        IsClean = isClean,
        LogStart = _log.Start,
        DispatchedEnd = FindDispatchedEnd(),
        AreQueuesIncomplete = catalog is null || catalog.HasMissing((topic, queueId) => _queues.Find(topic, queueId)?.Max ?? -1),
        TrustedTime = trustedTime,
        Files = isClean ? [] : FindFiles(),
    };

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

    private long FindDispatchedEnd()
    {
        (ConsumeQueue Queue, long Index, ConsumeQueueEntry Entry)? newest = null;
        foreach (var queue in _queues.All)
        {
            var index = queue.Max - 1;
            if (queue.Find(index) is { IsFiller: false, IsBlank: false } entry
                && (newest is null || entry.PhysicalOffset > newest.Value.Entry.PhysicalOffset))
            {
                newest = (queue, index, entry);
            }
        }

        return newest is { } found && IsTrue(found.Queue.Key, found.Index, found.Entry) ? found.Entry.End : -1;
    }

    // Whether the log says the same.
    private bool IsTrue(QueueKey queue, long index, in ConsumeQueueEntry entry) =>
        new LogScanner(_log, entry.PhysicalOffset, ProbeBytes).Next(out var record) == LogStep.Record
        && record.PhysicalOffset == entry.PhysicalOffset && record.Size == entry.Size
        && RecordCheck.FindForeign(record, queue, index) is null;
}
