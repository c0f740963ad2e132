using Engine.Store.Files;
using Engine.Store.Keys;
using Engine.Store.Log;
using Engine.Store.Queues;

namespace Engine.Store.Recovery;

/// <summary>
/// Brings what was written to the disk itself and notes how far that is: the log when enough of it is there, queue pages every second, and
/// with the checkpoint everything. Mirrors <c>FlushRealTimeService</c> and <c>FlushConsumeQueueService</c>. Turns do not overlap.
/// </summary>
internal sealed class StoreFlusher
{
    private static readonly TimeSpan QueueInterval = TimeSpan.FromSeconds(1);

    private readonly StoreOptions _options;
    private readonly LogFlush _flush;
    private readonly ConsumeQueueTable _queues;
    private readonly LogAppender _appender;
    private readonly QueueCatalogKeeper _catalog;
    private readonly TimeProvider _timeProvider;
    private readonly StoreCheckpoint _checkpoint;
    private long _queuesAt;
    private long _allAt;
    private (long LogEnd, long IndexTime) _checkpointed = (-1, -1);
    private bool _areQueuesRefused;

    internal StoreFlusher(
        StoreOptions options,
        LogFlush flush,
        ConsumeQueueTable queues,
        LogAppender appender,
        QueueCatalogKeeper catalog,
        TimeProvider timeProvider)
    {
        _options = options;
        _flush = flush;
        _queues = queues;
        _appender = appender;
        _catalog = catalog;
        _timeProvider = timeProvider;
        _checkpoint = new StoreCheckpoint(new StorePaths(options.Folder).Checkpoint);
        _queuesAt = _allAt = timeProvider.GetTimestamp();
    }

    /// <summary>Says how far the key index is on the disk; it brings itself there.</summary>
    internal required KeyIndexer Indexer { get; init; }

    /// <summary>One turn of the flush duty.</summary>
    /// <exception cref="IOException">
    /// The disk refused a queue file; the others are written, the checkpoint stays where it was, and the log has all that it says.
    /// </exception>
    internal void Turn()
    {
        var isAllDue = _timeProvider.GetElapsedTime(_allAt) >= _options.FlushThoroughInterval;
        var storeTime = _appender.LastStoreTime;
        var isDue = isAllDue || _flush.IsRefused || FlushRule.IsDue(_flush.FlushedOffset, _flush.WrittenOffset, _options.FlushPages);
        var isLogSafe = isDue && _flush.TryFlush();
        if (isAllDue)
        {
            _allAt = _timeProvider.GetTimestamp();
        }

        // With everything due always: the checkpoint says that the entries up to it are in the files.
        if (isAllDue || _timeProvider.GetElapsedTime(_queuesAt) >= QueueInterval)
        {
            _queuesAt = _timeProvider.GetTimestamp();
            WriteOutQueues();
        }

        if (isAllDue && isLogSafe && !_areQueuesRefused)
        {
            FinishCheckpoint(storeTime);
        }
    }

    /// <summary>Brings everything to the disk, then notes it in the checkpoint.</summary>
    /// <exception cref="IOException">The disk refused, now or a queue's flush earlier; the checkpoint stays where it was.</exception>
    internal void FlushAll()
    {
        // Read before the flush: what arrives during it is not covered.
        var storeTime = _appender.LastStoreTime;
        _flush.Flush();
        WriteOutQueues();
        FinishCheckpoint(storeTime);
    }

    private void FinishCheckpoint(long storeTime)
    {
        FlushQueues();
        var state = (_flush.FlushedOffset, Indexer.SafeTime);
        if (state != _checkpointed)
        {
            _checkpoint.Write(storeTime, storeTime, state.SafeTime);
            _checkpointed = state;
        }

        if (_catalog.IsBehind)
        {
            _catalog.Write();
        }
    }

    // A queue that is refused holds up none of the others.
    private void WriteOutQueues()
    {
        Exception? refused = null;
        foreach (var queue in _queues.All)
        {
            try
            {
                queue.WriteOut();
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                refused ??= failure;
            }
        }

        if (refused is not null)
        {
            throw new IOException(refused.Message, refused);
        }
    }

    private void FlushQueues()
    {
        try
        {
            foreach (var queue in _queues.All)
            {
                queue.Flush();
            }
        }
        catch (IOException)
        {
            // Such a queue refuses from now on: the checkpoint cannot go on in this run.
            _areQueuesRefused = true;
            throw;
        }
    }
}
