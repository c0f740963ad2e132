using Engine.Store.Files;
using Engine.Store.Keys;
using Engine.Store.Queues;

namespace Engine.Store.Retention;

/// <summary>
/// Deletes the beginning of a store: log files first, then what points into them. A start after a crash in between finds the log's new
/// beginning and brings the queues' minima to it; the other way round messages would be there that no queue knows.
/// </summary>
internal sealed class StorePruner
{
    private readonly SegmentFiles _log;
    private readonly ConsumeQueueTable _queues;
    private readonly KeyIndex _keys;

    internal StorePruner(SegmentFiles log, ConsumeQueueTable queues, KeyIndex keys)
    {
        _log = log;
        _queues = queues;
        _keys = keys;
    }

    /// <summary>Deletes log files that end at or before an offset.</summary>
    /// <returns>How many.</returns>
    /// <exception cref="IOException">The disk refused; what was deleted is gone all the same.</exception>
    internal int DropLogBelow(long offset)
    {
        // A queue whose entries are not on the disk could not tell after a crash how far it had come.
        foreach (var queue in _queues.All)
        {
            queue.MakeDurableBelow(offset);
        }

        return _log.DeleteBelow(offset);
    }

    /// <summary>Brings queues and key index into line with the log's beginning.</summary>
    /// <exception cref="IOException">The disk refused to delete a file; the next round goes on with it.</exception>
    internal void DropRestBelowLog()
    {
        var start = _log.Start;
        foreach (var queue in _queues.All)
        {
            queue.DropBelow(start);
        }

        _keys.DeleteBelow(start);
    }
}
