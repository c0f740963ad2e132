using Engine.Store.Keys;
using Engine.Store.Log;
using Engine.Store.Queues;

namespace Engine.Store.Recovery;

/// <summary>Keeps the list of queues on the disk in step with the queues there are. Safe from any thread.</summary>
internal sealed class QueueCatalogKeeper
{
    private readonly QueueCatalogFile _file;
    private readonly CommitLog _log;
    private readonly ConsumeQueueTable _queues;
    private readonly KeyIndexer _indexer;
    private readonly Lock _lock = new();
    private QueueCatalog _catalog;
    private (int Count, long Firsts)? _listed;

    internal QueueCatalogKeeper(QueueCatalogFile file, QueueCatalog catalog, CommitLog log, ConsumeQueueTable queues, KeyIndexer indexer)
    {
        _file = file;
        _catalog = catalog;
        _log = log;
        _queues = queues;
        _indexer = indexer;
    }

    /// <summary>Whether queues were made or begin elsewhere, or the key index went on far enough, since the list was written.</summary>
    internal bool IsBehind => _listed != ShapeOf(_queues.All)
        || _indexer.Catalog?.IsWorthNoting(Volatile.Read(ref _catalog).Keys) == true;

    /// <summary>Lists the queues there are and how far they reach.</summary>
    /// <exception cref="IOException">The disk refused; the list stays behind.</exception>
    internal void Write()
    {
        lock (_lock)
        {
            QueueNote[] queues =
                [.. _queues.All.Select(queue => new QueueNote(queue.Key.Topic, queue.Key.QueueId, queue.First, queue.Max))];
            Replace_NeedsLock(_catalog.WithQueues(queues, _log.MinOffset));
            _listed = (queues.Length, queues.Sum(queue => queue.First));
        }
    }

    /// <summary>Notes that a topic's queues were deleted, before the files go.</summary>
    /// <exception cref="IOException">The disk refused; nothing is noted.</exception>
    internal void NoteDeleted(string topic)
    {
        lock (_lock)
        {
            Replace_NeedsLock(_catalog.WithDeleted(topic, _log.MaxOffset, _log.MinOffset));
        }
    }

    private static (int Count, long Firsts) ShapeOf(IEnumerable<ConsumeQueue> queues) =>
        queues.Aggregate((Count: 0, Firsts: 0L), (sum, queue) => (sum.Count + 1, sum.Firsts + queue.First));

    // The lock is held over the write: two deletions must reach the file in order.
    private void Replace_NeedsLock(QueueCatalog catalog)
    {
        catalog = catalog with { Keys = _indexer.Catalog };
        _file.Write(catalog);
        Volatile.Write(ref _catalog, catalog);
    }
}
