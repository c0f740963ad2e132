using Engine.Store.Files;
using Engine.Store.Keys;
using Engine.Store.Log;
using Engine.Store.Queues;

namespace Engine.Store.Recovery;

/// <summary>
/// Brings what was written to the disk itself and notes how far that is: the log at every turn, queue pages now and then, and with the
/// checkpoint everything. Mirrors <c>FlushRealTimeService</c> and <c>FlushConsumeQueueService</c>. Turns do not overlap.
/// </summary>
internal sealed class StoreFlusher
{
    private const int TurnsPerPage = 2;
    private const int TurnsPerCheckpoint = 20;

    private readonly CommitLog _log;
    private readonly ConsumeQueueTable _queues;
    private readonly LogAppender _appender;
    private readonly StoreCheckpoint _checkpoint;
    private readonly QueueCatalogFile _catalogFile;
    private readonly Lock _lock = new();
    private QueueCatalog _catalog;
    private (long LogEnd, long IndexTime) _checkpointed = (-1, -1);
    private int _queuesListed;
    private int _turn;

    internal StoreFlusher(
        StorePaths paths, CommitLog log, ConsumeQueueTable queues, LogAppender appender, QueueCatalogFile catalogFile, QueueCatalog catalog)
    {
        _log = log;
        _queues = queues;
        _appender = appender;
        _checkpoint = new StoreCheckpoint(paths.Checkpoint);
        _catalogFile = catalogFile;
        _catalog = catalog;
        _queuesListed = -1;
    }

    /// <summary>Says how far the key index is on the disk; it brings itself there.</summary>
    internal required KeyIndexer Indexer { get; init; }

    /// <summary>One turn of the flush duty.</summary>
    /// <exception cref="IOException">The disk refused; nothing is lost, the next turn tries again.</exception>
    internal void Turn()
    {
        _turn++;
        if (_turn % TurnsPerCheckpoint == 0)
        {
            FlushAll();
            return;
        }

        _log.Flush();
        if (_turn % TurnsPerPage == 0)
        {
            FlushQueues(toDisk: false);
        }
    }

    /// <summary>Brings everything to the disk, then notes it in the checkpoint.</summary>
    internal void FlushAll()
    {
        // Read before the flush: what arrives during it is not covered.
        var end = _log.MaxOffset;
        var storeTime = _appender.LastStoreTime;
        _log.Flush();
        FlushQueues(toDisk: true);
        var state = (end, Indexer.SafeTime);
        if (state != _checkpointed)
        {
            _checkpoint.Write(storeTime, storeTime, state.SafeTime);
            _checkpointed = state;
        }

        if (_queuesListed != _queues.Count || Indexer.Catalog?.IsWorthNoting(_catalog.Keys) == true)
        {
            WriteCatalog();
        }
    }

    /// <summary>Lists the queues there are and how far they reach.</summary>
    internal void WriteCatalog() => ChangeCatalog(catalog => catalog);

    /// <summary>Notes that a topic's queues were deleted, before the files go.</summary>
    internal void NoteDeleted(string topic) => ChangeCatalog(catalog => catalog.WithDeleted(topic, _log.MaxOffset, _log.MinOffset));

    private void ChangeCatalog(Func<QueueCatalog, QueueCatalog> change)
    {
        // Held over the write: two deletions must reach the file in order.
        lock (_lock)
        {
            _queuesListed = _queues.Count;
            _catalog = change(_catalog.WithQueues(_queues.All.Select(queue => (queue.Key.Topic, queue.Key.QueueId, queue.Max))))
                with
            { Keys = Indexer.Catalog };
            _catalogFile.Write(_catalog);
        }
    }

    private void FlushQueues(bool toDisk)
    {
        foreach (var queue in _queues.All)
        {
            queue.Flush(toDisk);
        }
    }
}
