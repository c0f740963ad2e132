using Engine.Diagnostics;
using Engine.Persistence;
using Engine.Store.Files;
using Engine.Store.Integrity;
using Engine.Store.Keys;
using Engine.Store.Log;
using Engine.Store.Queries;
using Engine.Store.Queues;
using Engine.Store.Recovery;
using Engine.Store.Replica;
using Engine.Store.Retention;
using Microsoft.Extensions.Logging;

namespace Engine.Store;

/// <summary>
/// A broker's messages on disk in RocketMQ's layout: one log, one queue of places in it per topic and queue id. Appends and reads are safe
/// from any thread; an acknowledged message has left this process. Mirrors <c>DefaultMessageStore</c>.
/// </summary>
/// <remarks>Before the start and after the stop it refuses appends and knows no queues.</remarks>
internal sealed partial class MessageStore : IAsyncDisposable
{
    private readonly StoreOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger<MessageStore> _logger;
    private readonly AbortMarker _abort;
    private readonly ArrivalRelay _arrivals;
    private readonly StoreMeter _meter;
    private readonly IDiskSpace _disk;
    private readonly ProgressSignal _grown = new();
    private FolderLock? _folderLock;
    private StoreDuties? _duties;
    private GroupCommit? _commit;
    private OpenStore? _open;

    public MessageStore(
        StoreOptions options,
        TimeProvider timeProvider,
        IMessageArrivals? arrivals,
        ILogger<MessageStore> logger,
        StoreInstruments? instruments = null,
        IDiskSpace? disk = null)
    {
        _disk = disk ?? new DriveSpace();
        _meter = new StoreMeter(instruments, options.Folder);
        _options = options;
        _timeProvider = timeProvider;
        _logger = logger;
        _abort = new AbortMarker(new StorePaths(options.Folder).Abort);
        _arrivals = new ArrivalRelay(arrivals, logger);
    }

    /// <summary>Offset of the log's first byte.</summary>
    public long MinPhysicalOffset => Opened?.Log.MinOffset ?? 0;

    /// <summary>Offset behind the log's last record.</summary>
    public long MaxPhysicalOffset => Opened?.Log.MaxOffset ?? 0;

    /// <summary>Offset up to which the log was brought to the disk itself since the start.</summary>
    public long FlushedPhysicalOffset => Opened?.Flush.FlushedOffset ?? 0;

    /// <summary>Completes when the log has grown. Take it before looking whether it has.</summary>
    public Task LogGrown => _grown.Next;

    /// <summary>Takes the log of another store; null while this one is not open.</summary>
    public ReplicaLog? Replica => Opened?.Replica;

    /// <summary>All queues with at least one message ever.</summary>
    public IReadOnlyList<(string Topic, int QueueId)> Queues =>
        Opened is { } open ? [.. open.Queues.All.Select(queue => (queue.Key.Topic, queue.Key.QueueId))] : [];

    /// <summary>What was found damaged since the start, the first places; empty before the start and after the stop.</summary>
    public IReadOnlyList<DamagedPlace> Damage => Opened?.Log.Damage.Places ?? [];

    /// <summary>What the start did to the store; null while it is not open.</summary>
    public RecoveryReport? Recovered => Opened?.Recovered;

    /// <summary>
    /// Why no messages are taken, in a sentence that names folder and figure; null while they are, and while it is not open.
    /// </summary>
    public string? WriteStop => Opened?.Appender.Stop;

    /// <summary>Room on the disk now; null when the system does not say.</summary>
    public DiskSpace? Disk
    {
        get
        {
            try
            {
                return _disk.Measure(_options.Folder);
            }
            catch (IOException)
            {
                return null;
            }
        }
    }

    private OpenStore? Opened => Volatile.Read(ref _open);

    /// <summary>Takes the folder, opens the files, recovers, and begins to accept messages.</summary>
    /// <exception cref="DataFolderInUseException">Another process, or another store of this one, works on the folder.</exception>
    /// <exception cref="IOException">The files cannot be opened, read or written; the message names them.</exception>
    public Task StartAsync(CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        _folderLock = StoreFolder.Take(_options.Folder);
        OpenStore open;
        try
        {
            open = OpenStore.Begin(_options, _timeProvider, _arrivals, _logger, _meter);
        }
        catch
        {
            _folderLock.Dispose();
            throw;
        }

        _commit = _options.FlushSync ? new GroupCommit(open.Flush, _options.FlushTimeout, _timeProvider, _meter, _logger) : null;
        _commit?.Start();
        Volatile.Write(ref _open, open);
        var retention = new RetentionKeeper(open, _options, _disk, _timeProvider, _meter, _logger);
        _duties = new StoreDuties(open, retention, _options, _timeProvider, _logger);
        _duties.Start();
        _meter.Watch(new StoreGauges(() => open.Log.MaxOffset - open.Log.MinOffset, () => open.Indexer.BehindBytes)
        {
            DiskUsed = () => retention.DiskUsed,
            DispatchFailures = () => open.Indexer.Failures,
        });
        LogStarted(_options.Folder, open.Log.MaxOffset, open.Queues.Count);
        return Task.CompletedTask;
    }

    /// <summary>Refuses new messages, brings everything to the disk and marks the stop as clean. Without effect when not started.</summary>
    /// <exception cref="IOException">The disk refused the last flush; the next start recovers.</exception>
    public async Task StopAsync(CancellationToken ct)
    {
        if (Opened is not { } open)
        {
            return;
        }

        open.Appender.Close();
        await CloseDutiesAsync().ConfigureAwait(false);
        try
        {
            open.Finish();
            _abort.Remove();
            LogStopped(_options.Folder, open.Log.MaxOffset);
        }
        finally
        {
            await ReleaseAsync(open).ConfigureAwait(false);
        }
    }

    /// <summary>Lets go of the files without marking the stop as clean, if it was not stopped before.</summary>
    public async ValueTask DisposeAsync()
    {
        await CloseDutiesAsync().ConfigureAwait(false);
        if (Opened is { } open)
        {
            open.Appender.Close();
            await ReleaseAsync(open).ConfigureAwait(false);
        }
    }

    /// <summary>Stores one message. It has left this process then; see <see cref="MakeSafeAsync"/> for the disk itself.</summary>
    public PutResult Append(StoreMessage message)
    {
        if (Opened is not { } open || _options.IsReplica)
        {
            return Measured(Closed());
        }

        var drafts = RecordDrafts.Begin();
        return Measured(
            open.Encoder.TryEncode(message, drafts) is { } refusal ? PutResult.Refused(refusal) : open.Append(message, drafts));
    }

    /// <summary>Stores all messages of a SEND_BATCH body, or none.</summary>
    /// <param name="template">What they have in common; its body is ignored, its properties are added to each message's own.</param>
    /// <param name="batchBody">See message-format §6.</param>
    /// <param name="offsets">Takes the log offsets of its messages, as many as fit: ids of all of them need it.</param>
    public PutResult AppendBatch(StoreMessage template, ReadOnlyMemory<byte> batchBody, Memory<long> offsets = default)
    {
        if (Opened is not { } open || _options.IsReplica)
        {
            return Measured(Closed());
        }

        var drafts = RecordDrafts.Begin();
        return Measured(
            open.Encoder.TryEncodeBatch(template, batchBody, drafts) is { } refusal
                ? PutResult.Refused(refusal)
                : open.Append(template, drafts, offsets));
    }

    /// <summary>
    /// With synchronous flush: waits until what was stored is on the disk itself. A disk that refuses leaves it stored, and the result
    /// says so. There is nothing to wait for with asynchronous flush, after a refusal and for a message with WAIT=false.
    /// </summary>
    /// <param name="result">What the append said.</param>
    /// <param name="message">The message, or the batch's template.</param>
    /// <param name="ct">Ends the waiting; the message stays stored.</param>
    public ValueTask<PutResult> MakeSafeAsync(PutResult result, StoreMessage message, CancellationToken ct) =>
        _commit is { } commit && result.IsStored && message.WaitStoreMsgOk ? commit.MakeSafeAsync(result, ct) : new(result);

    /// <summary>Brings the log to the disk itself; false when the disk refuses, which the log says, or the store is not open.</summary>
    public bool TryFlush() => Opened?.Flush.TryFlush() ?? false;

    /// <summary>How many senders wait in <see cref="MakeSafeAsync"/>.</summary>
    public int WaitingForDisk => _commit?.Waiting ?? 0;

    /// <summary>Reads messages of a queue from an offset on.</summary>
    public GetResult Get(string topic, int queueId, long offset, int maxMessages, IMessageFilter? filter) =>
        Opened is { } open
            ? open.Reader.Get(open.Queues.Find(topic, queueId), offset, maxMessages, filter)
            : new GetResult(GetStatus.NoMatchedLogicQueue, 0, 0, 0);

    /// <summary>A queue's minimum and maximum; zeros for an unknown one.</summary>
    public QueueBounds GetBounds(string topic, int queueId) =>
        Opened?.Queues.Find(topic, queueId) is { } queue ? queue.Bounds : default;

    /// <summary>A queue's maximum, 0 when the log lost all it had; null for a queue that never had a message.</summary>
    public long? FindEnd(string topic, int queueId) => Opened?.Queues.Find(topic, queueId)?.Max;

    /// <summary>When a message was stored, ms since 1970; -1 when there is no such message.</summary>
    public long GetStoreTime(string topic, int queueId, long offset) =>
        Opened is { } open && open.Queues.Find(topic, queueId) is { } queue ? open.Times.Of(queue, offset) : StoreTimes.Unknown;

    /// <summary>
    /// The first message stored at or after a time: the maximum when there is none, the minimum for a time before everything.
    /// </summary>
    public long SearchOffset(string topic, int queueId, long timestampMs) =>
        Opened is { } open && open.Queues.Find(topic, queueId) is { } queue ? open.Times.FirstAtOrAfter(queue, timestampMs) : 0;

    /// <summary>The record at a log offset, in memory of the caller's own; null when none begins there.</summary>
    public ReadOnlyMemory<byte>? ReadRecord(long physicalOffset) =>
        Opened is { } open ? RecordLookup.Read(open.Log, physicalOffset) : null;

    /// <summary>Copies the log's bytes from a place on, as much as fits and lies in one file.</summary>
    /// <returns>How many bytes: 0 at the log's end; -1 when what was there is no longer, or the store is not open.</returns>
    /// <exception cref="IOException">The disk cannot read them.</exception>
    public int ReadLog(long physicalOffset, Span<byte> target) => Opened?.Log.ReadRaw(physicalOffset, target) ?? -1;

    /// <summary>Bytes of the log whose keys are not in the key index yet.</summary>
    public long DispatchBehindBytes => Opened?.Indexer.BehindBytes ?? 0;

    /// <summary>How many turns of the key index failed, mostly because the disk refused.</summary>
    public long DispatchFailures => Opened?.Indexer.Failures ?? 0;

    /// <summary>Store time in ms and log offset of the last message in the key index; zeros when it is empty.</summary>
    public (long Time, long Offset) LastIndexed => Opened?.Keys.Last ?? (0, 0);

    /// <summary>Returns when the keys of everything appended before the call are in the key index.</summary>
    /// <exception cref="StoreException">The store was closed meanwhile.</exception>
    public Task WaitUntilDispatchedAsync(CancellationToken ct) => Opened?.Indexer.WaitUntilDispatchedAsync(ct) ?? Task.CompletedTask;

    public IReadOnlyList<ReadOnlyMemory<byte>> QueryByKey(string topic, string key, int maxMessages, long beginMs, long endMs) =>
        Query(new KeyQuery { Topic = topic, Key = key, MaxMessages = maxMessages, BeginTime = beginMs, EndTime = endMs });

    /// <summary>
    /// Messages by key or unique id, newest first. Takes what is in the key index: wait for it first to find one just appended.
    /// </summary>
    /// <exception cref="IOException">The index or the log cannot be read.</exception>
    public IReadOnlyList<ReadOnlyMemory<byte>> Query(KeyQuery query) => Opened?.Lookup.Find(query) ?? [];

    /// <summary>
    /// Whether a queue's first message is near the log's end, as rule B4 asks; an empty queue counts as in memory, and one whose first
    /// entry the disk cannot read: who begins at it misses nothing.
    /// </summary>
    /// <exception cref="IOException">The disk reads nothing at all: it may be back soon.</exception>
    public bool IsFirstMessageInMemory(string topic, int queueId) =>
        Opened is not { } open || open.Queues.Find(topic, queueId) is not { } queue
        || open.Times.FindEntry(queue, queue.Min) is not { } first || open.Log.MaxOffset - first.PhysicalOffset <= _options.InMemoryBytes;

    /// <summary>Whether a message lies further from the log's end than what is in memory (G4); one that is gone does not.</summary>
    public bool IsFarBehind(string topic, int queueId, long offset) =>
        Opened is { } open && open.Queues.Find(topic, queueId) is { } queue
        && open.Times.FindEntry(queue, offset) is { } entry && open.Log.MaxOffset - entry.PhysicalOffset > _options.InMemoryBytes;

    /// <summary>Starts a round of retention now, which deletes what is due and what queues and index hold below the log.</summary>
    public void CleanSoon() => _duties?.CleanSoon();

    /// <summary>Entries of a queue from an index on, at most so many; none beyond its bounds.</summary>
    /// <exception cref="IOException">The disk cannot be read.</exception>
    public IReadOnlyList<ConsumeQueueEntry> ReadEntries(string topic, int queueId, long index, int count)
    {
        var entries = new List<ConsumeQueueEntry>();
        if (Opened?.Queues.Find(topic, queueId) is { } queue)
        {
            var end = Math.Min(queue.Max, index + count);
            for (var at = Math.Max(index, queue.Min); at < end && queue.Find(at) is { } entry; at++)
            {
                entries.Add(entry);
            }
        }

        return entries;
    }

    /// <summary>Deletes a topic's queues; a topic made anew under the name starts at 0. The log keeps the records.</summary>
    public void DeleteQueues(string topic) => Opened?.DeleteQueues(topic);

    private PutResult Closed() => PutResult.Refused(
        PutStatus.ServiceNotAvailable,
        _options.IsReplica
            ? "This broker is a slave (brokerRole SLAVE): it takes messages from its master alone."
            : "The store is not open.");

    private PutResult Measured(PutResult result)
    {
        if (result.IsStored)
        {
            _grown.RaiseIfAwaited();
            _meter.Appended(result.MessageCount, result.EndOffset - result.PhysicalOffset);
        }
        else
        {
            _meter.AppendRefused(result.Status.ToString());
        }

        return result;
    }

    private async ValueTask CloseDutiesAsync()
    {
        if (Interlocked.Exchange(ref _duties, null) is { } duties)
        {
            await duties.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async ValueTask ReleaseAsync(OpenStore open)
    {
        Volatile.Write(ref _open, null);

        // Before the files are let go of: a flush of closed ones says nothing. It goes on answering late senders.
        if (_commit is { } commit)
        {
            await commit.DisposeAsync().ConfigureAwait(false);
        }

        _meter.Unwatch();
        open.Dispose();
        _folderLock?.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The store in {Folder} is open: log up to offset {End}, {Queues} queues")]
    private partial void LogStarted(string folder, long end, int queues);

    [LoggerMessage(Level = LogLevel.Information, Message = "The store in {Folder} was closed cleanly: log up to offset {End}")]
    private partial void LogStopped(string folder, long end);
}
