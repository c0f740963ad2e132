using Engine.Diagnostics;
using Engine.Store.Files;
using Engine.Store.Integrity;
using Engine.Store.Keys;
using Engine.Store.Log;
using Engine.Store.Queries;
using Engine.Store.Queues;
using Engine.Store.Recovery;
using Engine.Store.Replica;
using Microsoft.Extensions.Logging;

namespace Engine.Store;

/// <summary>The parts of a store that is open: made, recovered and closed as one.</summary>
internal sealed partial class OpenStore : IDisposable
{
    private const int MostNamed = 10;

    // Clocks of brokers differ by less.
    private const long MostAheadMs = 60 * 60 * 1000;

    private readonly StoreOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly StorePaths _paths;
    private readonly SegmentFiles _logFiles;
    private readonly QueueCatalogFile _catalogFile;
    private readonly QueueCatalog? _catalog;

    internal OpenStore(StoreOptions options, TimeProvider timeProvider, ArrivalRelay arrivals, ILogger logger, StoreMeter? meter = null)
    {
        meter ??= new StoreMeter(null, options.Folder);
        _options = options;
        _timeProvider = timeProvider;
        _logger = logger;
        _paths = new StorePaths(options.Folder);
        _catalogFile = new QueueCatalogFile(_paths.QueueCatalog, logger);
        _catalog = _catalogFile.TryRead();
        _logFiles = new SegmentFiles(_paths.CommitLog, FindLogFileBytes(), options.Reads, MappedTail.IsSafeOn(options.Folder));
        Queues = new ConsumeQueueTable(_paths, FindQueueFileBytes(), options.Reads);
        Log = new CommitLog(_logFiles, options.RecentBytes, new DamageLog(timeProvider, logger, meter));
        Appender = new LogAppender(Log, Queues, arrivals, options.StoreHost, timeProvider, logger);
        Flush = new LogFlush(new LogDisk(_logFiles, Log, () => Appender.SettledEnd), timeProvider, meter, logger);
        Encoder = new RecordEncoder(options, new DispatchRules(new DelayLevels(options.DelayLevels)), Log.LargestAppend);
        Reader = new QueueReader(Log);
        Times = new StoreTimes(Log);
        Keys = new KeyIndex(_paths.Index, new IndexShape(options.IndexSlots, options.IndexItems), timeProvider, logger);
        Lookup = new KeyLookup(Log, Keys);
        Indexer = new KeyIndexer(Log, Flush, Keys, options.FlushInterval, timeProvider, logger);
        Replica = new ReplicaLog(this, _logFiles.FileBytes, new DispatchRules(new DelayLevels(options.DelayLevels)), logger);
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

    internal ReplicaLog Replica { get; }

    internal StoreFlusher? Flusher { get; private set; }

    internal QueueCatalogKeeper? Catalog { get; private set; }

    /// <summary>What the start did to the store; null before.</summary>
    internal RecoveryReport? Recovered { get; private set; }

    /// <summary>Opens the files, recovers and marks the store as open; afterwards appends are accepted.</summary>
    /// <exception cref="StoreException">It cannot be opened; the message names the file or folder.</exception>
    internal static OpenStore Begin(
        StoreOptions options, TimeProvider timeProvider, ArrivalRelay arrivals, ILogger logger, StoreMeter meter)
    {
        OpenStore? open = null;
        try
        {
            var abort = new AbortMarker(new StorePaths(options.Folder).Abort);
            var isClean = !abort.Exists;
            abort.Set();
            open = new OpenStore(options, timeProvider, arrivals, logger, meter);
            open.Recover(isClean);
            return open;
        }
        catch (Exception failure)
        {
            open?.Dispose();
            if (failure is UnauthorizedAccessException or (IOException and not StoreException))
            {
                throw StoreFolder.CannotBeUsed(options.Folder, failure);
            }

            throw;
        }
    }

    /// <summary>Closes the files; the indexer must be disposed before, if it was started.</summary>
    public void Dispose()
    {
        Log.Dispose();
        Queues.Dispose();
        Keys.Dispose();
    }

    internal PutResult Append(StoreMessage message, RecordDrafts drafts, Memory<long> offsets = default)
    {
        var result = Appender.Append(message, drafts, offsets);
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
        TellLeft();
    }

    private void TellLeft()
    {
        if (Queues.Left is { Count: > 0 } left)
        {
            LogLeft(left.Count, string.Join(", ", left.Take(MostNamed)));
        }
    }

    internal void Recover(bool isClean)
    {
        LogDemand.Check(_paths, _catalog);
        Directory.CreateDirectory(_paths.CommitLog);
        Directory.CreateDirectory(_paths.ConsumeQueues);
        if (_logFiles.OpenLastPiece() is { Count: > 0 } leftOut)
        {
            var names = string.Join(", ", leftOut.Take(MostNamed).Select(Path.GetFileName));
            var more = leftOut.Count > MostNamed ? $" and {leftOut.Count - MostNamed} more" : "";
            LogLeftOut(leftOut.Count, _paths.CommitLog, names + more, leftOut.Sum(path => new FileInfo(path).Length), _logFiles.Start);
        }

        // The last file may have been made when the store died.
        foreach (var file in _logFiles.All.ToArray().SkipLast(1).Where(file => file.Missing > 0))
        {
            Log.ReportDamage(file.End - file.Missing, file.Missing, "the file was cut short");
        }

        var damagedQueues = Queues.Open(key => _catalog?.NoteOf(key.Topic, key.QueueId).Max ?? 0);
        TellLeft();
        foreach (var (key, fault) in damagedQueues)
        {
            LogQueueDamaged(key.Topic, key.QueueId, fault);
        }

        LogDemand.Check(_paths, _catalog, Queues, _logFiles);
        var checkpointTime = new StoreCheckpoint(_paths.Checkpoint).ReadTime();
        var rules = new DispatchRules(new DelayLevels(_options.DelayLevels));
        var recovery = new StoreRecovery(_logFiles, Queues, rules, Log.Damage, _logger);
        var report = recovery.Read(isClean, checkpointTime, _catalog, damagedQueues.Count > 0);
        LogDemand.Check(_paths, _catalog, report, _logFiles.Start);
        report = recovery.Cut(report, isClean);
        Log.StartAt(report.LogEnd);

        // What a process that was killed wrote may still be in the system's memory alone.
        _logFiles.MarkDirtyFrom(report.ScannedFrom);
        Flush.StartAt(report.ScannedFrom);
        Indexer.Open(new IndexOpening(_catalog?.Keys, Log.MinOffset, report.LogEnd, isClean));
        var catalog = (_catalog ?? QueueCatalog.Empty).WithLogEnd(report.LogEnd) with
        {
            LogFileBytes = _logFiles.FileBytes,
            QueueFileBytes = Queues.FileBytes,
        };
        Catalog = new QueueCatalogKeeper(_catalogFile, catalog, Log, Queues, Indexer);
        Catalog.Write();
        Flusher = new StoreFlusher(_options, Flush, Queues, Appender, Catalog, _timeProvider) { Indexer = Indexer };
        Appender.Open(Noted(report.LastStoreTime));
        Recovered = report;
    }

    // Store times only grow, which index, search by time and retention build on: whether the record or the clock is wrong is not known.
    private long Noted(long lastStoreTime)
    {
        var now = _timeProvider.GetUtcNow().ToUnixTimeMilliseconds();
        if (lastStoreTime > now + MostAheadMs)
        {
            LogTimeAhead(_options.Folder, lastStoreTime, now);
        }

        return lastStoreTime;
    }

    private long FindLogFileBytes() => _catalog is { LogFileBytes: > 0 and var noted }
        ? noted
        : SegmentFiles.FindFileBytes(_paths.CommitLog) ?? _options.CommitLogFileBytes;

    private int FindQueueFileBytes() => _catalog is { QueueFileBytes: > 0 and var noted }
        ? noted
        : (int)(ConsumeQueueTable.FindFileBytes(_paths) ?? _options.ConsumeQueueFileBytes);

    [LoggerMessage(Level = LogLevel.Information, Message = "Deleted {Count} queues of topic {Topic}")]
    private partial void LogDeleted(string topic, int count);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "{Count} folders of deleted queues cannot be emptied, which is tried again at each round of retention: {Folders}")]
    private partial void LogLeft(int count, string folders);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "The newest message of {Folder} says it was stored at {StoreTime} ms since 1970, more than an hour after this machine's"
            + " clock, {Now}: the message or the clock is wrong, and new messages get that time until the clock is there")]
    private partial void LogTimeAhead(string folder, long storeTime, long now);

    [LoggerMessage(Level = LogLevel.Error,
        Message = "{Count} files of {Folder} are left out with {Bytes} bytes, for files between them and the later ones are missing: "
            + "{Names}. The log begins at offset {Start}")]
    private partial void LogLeftOut(int count, string folder, string names, long bytes, long start);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "Files of queue {Topic} Q{QueueId} cannot be used; it is made anew from the log: {Fault}")]
    private partial void LogQueueDamaged(string topic, int queueId, string fault);
}
