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

    /// <summary>
    /// Brings queues and key index into line with the log's beginning, and removes what is left of deleted queues. A queue whose files
    /// cannot be read or deleted keeps no other from it.
    /// </summary>
    /// <exception cref="IOException">The disk refused something; all else is done, and the next round goes on with it.</exception>
    internal void DropRestBelowLog()
    {
        var start = _log.Start;
        Exception? refused = null;
        foreach (var queue in _queues.All)
        {
            Try(() => queue.DropBelow(start), ref refused);
        }

        _queues.FinishRemovals();
        Try(() => _keys.DeleteBelow(start), ref refused);
        if (refused is not null)
        {
            throw new IOException(refused.Message, refused);
        }
    }

    private static void Try(Action step, ref Exception? refused)
    {
        try
        {
            step();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            refused ??= failure;
        }
    }
}
