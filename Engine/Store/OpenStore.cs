using Engine.Diagnostics;
using Engine.Store.Files;
using Engine.Store.Integrity;
using Engine.Store.Keys;
using Engine.Store.Log;
using Engine.Store.Queries;
using Engine.Store.Queues;
using Engine.Store.Recovery;
using Microsoft.Extensions.Logging;

namespace Engine.Store;

/// <summary>The parts of a store that is open: made, recovered and closed as one.</summary>
internal sealed partial class OpenStore : IDisposable
{
    private readonly StoreOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly StorePaths _paths;
    private readonly SegmentFiles _logFiles;
    private readonly QueueCatalogFile _catalogFile;
    private readonly QueueCatalog? _catalog;

    internal OpenStore(StoreOptions options, TimeProvider timeProvider, ArrivalRelay arrivals, ILogger logger, StoreMeter? meter = null)
    {
        _options = options;
        _timeProvider = timeProvider;
        _logger = logger;
        _paths = new StorePaths(options.Folder);
        _catalogFile = new QueueCatalogFile(_paths.QueueCatalog, logger);
        _catalog = _catalogFile.TryRead();
        _logFiles = new SegmentFiles(_paths.CommitLog, FindLogFileBytes());
        Queues = new ConsumeQueueTable(_paths, FindQueueFileBytes());
        Log = new CommitLog(_logFiles, options.RecentBytes, new DamageLog(timeProvider, logger));
        Appender = new LogAppender(Log, Queues, arrivals, options.StoreHost, timeProvider, logger);
        meter ??= new StoreMeter(null, options.Folder);
        Flush = new LogFlush(new LogDisk(_logFiles, Log, () => Appender.SettledEnd), timeProvider, meter, logger);
        Encoder = new RecordEncoder(options, new DispatchRules(new DelayLevels(options.DelayLevels)), Log.LargestAppend);
        Reader = new QueueReader(Log);
        Times = new StoreTimes(Log);
        Keys = new KeyIndex(_paths.Index, new IndexShape(options.IndexSlots, options.IndexItems), timeProvider, logger);
        Lookup = new KeyLookup(Log, Keys);
        Indexer = new KeyIndexer(Log, Flush, Keys, options.FlushInterval, timeProvider, logger);
    }

    internal SegmentFiles LogFiles => _logFiles;

    internal CommitLog Log { get; }

    internal ConsumeQueueTable Queues { get; }

    internal LogAppender Appender { get; }

    internal LogFlush Flush { get; }

    internal RecordEncoder Encoder { get; }

    internal QueueReader Reader { get; }

    internal StoreTimes Times { get; }

    internal KeyIndex Keys { get; }

    internal KeyLookup Lookup { get; }

    internal KeyIndexer Indexer { get; }

    internal StoreFlusher? Flusher { get; private set; }

    internal QueueCatalogKeeper? Catalog { get; private set; }

    /// <summary>Closes the files; the indexer must be disposed before, if it was started.</summary>
    public void Dispose()
    {
        Log.Dispose();
        Queues.Dispose();
        Keys.Dispose();
    }

    /// <summary>Opens the files and recovers; afterwards appends are accepted.</summary>
    /// <exception cref="IOException">Files cannot be opened or written.</exception>
    internal RecoveryReport Recover(bool isClean)
    {
        foreach (var path in _logFiles.OpenLastPiece())
        {
            LogLeftOut(path);
        }

        foreach (var (key, leftOut) in Queues.Open())
        {
            LogQueueLeftOut(key.Topic, key.QueueId, leftOut[0]);
        }

        var trustedTime = new StoreCheckpoint(_paths.Checkpoint).ReadTrustedTime();
        var rules = new DispatchRules(new DelayLevels(_options.DelayLevels));
        var report = new StoreRecovery(_logFiles, Queues, rules, Log.Damage, _logger).Run(isClean, trustedTime, _catalog);
        Log.StartAt(report.LogEnd);

        // What a process that was killed wrote may still be in the system's memory alone.
        _logFiles.MarkDirtyFrom(report.ScannedFrom);
        Flush.StartAt(report.ScannedFrom);
        Indexer.Open(new IndexOpening(_catalog?.Keys, Log.MinOffset, report.LogEnd, isClean));
        var sizes = (_catalog ?? QueueCatalog.Empty) with { LogFileBytes = _logFiles.FileBytes, QueueFileBytes = Queues.FileBytes };
        Catalog = new QueueCatalogKeeper(_catalogFile, sizes, Log, Queues, Indexer);
        Catalog.Write();
        Flusher = new StoreFlusher(_options, Flush, Queues, Appender, Catalog, _timeProvider) { Indexer = Indexer };
        Appender.Open(Math.Max(report.LastStoreTime, FindLastStoreTime()));
        return report;
    }

    internal PutResult Append(StoreMessage message, RecordDrafts drafts, bool isBatch)
    {
        var result = Appender.Append(message, drafts, isBatch);
        if (result.IsStored)
        {
            Indexer.OnAppended(result.EndOffset);
        }

        return result;
    }

    /// <summary>Brings everything to the disk itself; all duties must be stopped.</summary>
    /// <exception cref="IOException">The disk refused something; what could be written is.</exception>
    internal void Finish()
    {
        try
        {
            Indexer.Finish();
        }
        finally
        {
            Flusher!.FlushAll();
            Catalog!.Write();
        }
    }

    /// <summary>Deletes a topic's queues, first in the catalog, so that a crash in between does not bring them back.</summary>
    internal void DeleteQueues(string topic)
    {
        var deleted = 0;
        Appender.WithoutAppends(() =>
        {
            Catalog!.NoteDeleted(topic);
            deleted = Queues.Delete(topic);
        });
        LogDeleted(topic, deleted);
    }

    private long FindLogFileBytes() => _catalog is { LogFileBytes: > 0 and var noted }
        ? noted
        : SegmentFiles.FindFileBytes(_paths.CommitLog) ?? _options.CommitLogFileBytes;

    private int FindQueueFileBytes() => _catalog is { QueueFileBytes: > 0 and var noted }
        ? noted
        : (int)(ConsumeQueueTable.FindFileBytes(_paths) ?? _options.ConsumeQueueFileBytes);

    // Nothing may have been read after a clean stop; then the queues know the newest message.
    private long FindLastStoreTime() => Queues.All.Select(queue => Times.Of(queue, queue.Max - 1)).DefaultIfEmpty(0).Max();

    [LoggerMessage(Level = LogLevel.Information, Message = "Deleted {Count} queues of topic {Topic}")]
    private partial void LogDeleted(string topic, int count);

    [LoggerMessage(Level = LogLevel.Error,
        Message = "{Path} is left out: files between it and the later ones are missing")]
    private partial void LogLeftOut(string path);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "Queue {Topic} Q{QueueId} misses a file before {Path}; its rest is taken from the log")]
    private partial void LogQueueLeftOut(string topic, int queueId, string path);
}
