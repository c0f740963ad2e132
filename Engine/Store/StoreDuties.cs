using Engine.Duties;
using Engine.Store.Files;
using Engine.Store.Retention;
using Microsoft.Extensions.Logging;

namespace Engine.Store;

/// <summary>What an open store does by itself: preparing room, flushing, indexing keys, deleting what is due.</summary>
internal sealed class StoreDuties : IAsyncDisposable
{
    private readonly OpenStore _open;
    private readonly RetentionKeeper _retention;
    private readonly FolderWatch _folder;
    private readonly DedicatedLoop _aheadLoop;
    private readonly DedicatedLoop _flushLoop;
    private readonly PeriodicLoop _retentionLoop;

    internal StoreDuties(OpenStore open, RetentionKeeper retention, StoreOptions options, TimeProvider timeProvider, ILogger logger)
    {
        _open = open;
        _retention = retention;
        _folder = new FolderWatch(open.LogFiles, open.Appender.Gate);
        _aheadLoop = new DedicatedLoop("store ahead", Timeout.InfiniteTimeSpan, _ => open.LogFiles.KeepAhead(), timeProvider, logger);
        _flushLoop = new DedicatedLoop("store flush", options.FlushInterval, Flush, timeProvider, logger);
        _retentionLoop = new PeriodicLoop(
            $"store retention {options.Folder}", RetentionKeeper.FirstDelay, RetentionKeeper.Period, RetainAsync, timeProvider, logger);
    }

    /// <summary>Looks at the disk, then begins.</summary>
    internal void Start()
    {
        _retention.LookAtDisk();
        _open.LogFiles.LacksZeros = _aheadLoop.Trigger;
        _aheadLoop.Start();
        _aheadLoop.Trigger();
        _flushLoop.Start();
        _retentionLoop.Start();
        _open.Indexer.Start();
    }

    /// <summary>A round of retention without waiting for its time.</summary>
    internal void CleanSoon() => _retentionLoop.Trigger();

    /// <summary>Ends all of them and waits for what is under way.</summary>
    public async ValueTask DisposeAsync()
    {
        await _retentionLoop.DisposeAsync().ConfigureAwait(false);
        await _aheadLoop.DisposeAsync().ConfigureAwait(false);
        await _flushLoop.DisposeAsync().ConfigureAwait(false);
        await _open.Indexer.DisposeAsync().ConfigureAwait(false);
    }

    private void Flush(CancellationToken ct)
    {
        // A full disk shows itself in refused writes long before the next look at it.
        if (_open.Appender.IsRefusing)
        {
            _retentionLoop.Trigger();
        }

        // Nothing can be kept in a folder that is not there.
        if (_folder.IsThere())
        {
            _open.Flusher!.Turn();
        }
    }

    private ValueTask RetainAsync(CancellationToken ct)
    {
        _retention.Turn();
        return ValueTask.CompletedTask;
    }
}
