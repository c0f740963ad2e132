using Engine.Protocol.Messages;
using Engine.Store.Queues;
using Engine.Store.Recovery;
using Engine.Store.Replica;
using Microsoft.Extensions.Logging;

namespace Engine.Store.Log;

/// <summary>
/// The one place where messages are added: position, queue offset and store time are given under one lock, in which the record is also
/// written. The lock holds that I/O on purpose, with the making of the next file and a full page of queue entries before it: without it two
/// appenders could be acknowledged out of order.
/// </summary>
internal sealed partial class LogAppender
{
    private static readonly TimeSpan RefusalCounts = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly CommitLog _log;
    private readonly ConsumeQueueTable _queues;
    private readonly ArrivalRelay _arrivals;
    private readonly HostAddress _storeHost;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private long _lastStoreTime;
    private bool _isOpen;
    private bool _isRefusing;
    private (string Remark, long At)? _refusal;

    internal LogAppender(
        CommitLog log, ConsumeQueueTable queues, ArrivalRelay arrivals, HostAddress storeHost, TimeProvider timeProvider, ILogger logger)
    {
        _log = log;
        _queues = queues;
        _arrivals = arrivals;
        _storeHost = storeHost;
        _timeProvider = timeProvider;
        _logger = logger;
        Gate = new WriteGate(logger);
    }

    /// <summary>Refuses appends while a reason stands there.</summary>
    internal WriteGate Gate { get; }

    /// <summary>Store time in ms of the newest record; later ones are never earlier.</summary>
    internal long LastStoreTime => Volatile.Read(ref _lastStoreTime);

    /// <summary>Whether the disk refused the last message that came as far as to it.</summary>
    internal bool IsRefusing => Volatile.Read(ref _isRefusing);

    /// <summary>
    /// Why no messages are taken: what the gate says, else what the disk said to one just now. Later nobody knows, for the disk may have
    /// recovered since. Null while they are taken.
    /// </summary>
    internal string? Stop
    {
        get
        {
            if (Gate.Standing is { } stop)
            {
                return stop.Remark;
            }

            lock (_lock)
            {
                return _refusal is { } refusal && _timeProvider.GetElapsedTime(refusal.At) < RefusalCounts ? refusal.Remark : null;
            }
        }
    }

    /// <summary>The log's end at an instant at which no append is under way.</summary>
    internal long SettledEnd
    {
        get
        {
            lock (_lock)
            {
                return _log.MaxOffset;
            }
        }
    }

    internal void Open(long lastStoreTime)
    {
        lock (_lock)
        {
            _lastStoreTime = lastStoreTime;
            _isOpen = true;
        }
    }

    /// <summary>Refuses appends from now on; returns when the last one is through.</summary>
    internal void Close()
    {
        lock (_lock)
        {
            _isOpen = false;
        }
    }

    /// <summary>Stores drafts.</summary>
    /// <param name="message">What they were made of.</param>
    /// <param name="drafts">The records.</param>
    /// <param name="offsets">Takes their log offsets, as many as fit; empty when nobody asks.</param>
    internal PutResult Append(StoreMessage message, RecordDrafts drafts, Memory<long> offsets = default)
    {
        PutResult result;
        IOException? failure;
        lock (_lock)
        {
            result = TryAppend_NeedsLock(message, drafts, offsets, out failure);
        }

        _arrivals.Drain();
        if (failure is not null || result.IsStored)
        {
            NoteRefusal(failure, message.Topic, message.QueueId);
        }

        return result;
    }

    /// <summary>
    /// Stores a record of another log at the same place of this one: its log offset, queue offset and store time are given.
    /// </summary>
    /// <param name="bytes">The record, which was checked.</param>
    /// <param name="record">What it says.</param>
    /// <param name="topic">Its topic.</param>
    /// <param name="tagsCode">What its queue entry says of the tag.</param>
    /// <returns>What entering it into its queue came to.</returns>
    /// <exception cref="ReplicaException">It does not fit into the file at the log's end, or the store takes nothing.</exception>
    /// <exception cref="IOException">The disk refused.</exception>
    internal RebuildStep AppendReplica(ReadOnlySpan<byte> bytes, in MessageRecord record, string topic, long tagsCode)
    {
        RebuildStep entered;
        try
        {
            lock (_lock)
            {
                ThrowIfClosed_NeedsLock();
                entered = AppendReplica_NeedsLock(bytes, record, topic, tagsCode);
            }
        }
        catch (IOException refused) when (refused is not ReplicaException)
        {
            NoteRefusal(refused, topic, record.QueueId);
            throw;
        }

        NoteRefusal(null, topic, record.QueueId);
        return entered;
    }

    /// <summary>Ends the log's last file where the other log's ends.</summary>
    /// <exception cref="IOException">The disk refused, or the store takes nothing.</exception>
    internal void EndReplicaFile()
    {
        lock (_lock)
        {
            ThrowIfClosed_NeedsLock();
            _log.EndFile_NeedsLock();
        }
    }

    /// <summary>Begins a log without records where the other one does.</summary>
    /// <exception cref="IOException">The disk refused, or the store takes nothing.</exception>
    internal void BeginReplica(long start)
    {
        lock (_lock)
        {
            ThrowIfClosed_NeedsLock();
            _log.BeginAt_NeedsLock(start);
        }
    }

    /// <summary>Hands on what was told of under the lock.</summary>
    internal void DrainArrivals() => _arrivals.Drain();

    /// <summary>Runs something while no append can be under way.</summary>
    internal void WithoutAppends(Action action)
    {
        lock (_lock)
        {
            action();
        }
    }

    private PutResult TryAppend_NeedsLock(StoreMessage message, RecordDrafts drafts, Memory<long> offsets, out IOException? failure)
    {
        failure = null;
        if (!_isOpen)
        {
            return PutResult.Refused(PutStatus.ServiceNotAvailable, "The store is not open for writing.");
        }

        if (Gate.Standing is { } stop)
        {
            return PutResult.Refused(PutStatus.ServiceNotAvailable, stop.Remark);
        }

        try
        {
            var stored = Append_NeedsLock(message, drafts, offsets);
            _refusal = null;
            return stored;
        }
        catch (IOException refused)
        {
            failure = refused;
        }
        catch (UnauthorizedAccessException refused)
        {
            failure = new IOException(refused.Message, refused);
        }

        var remark = $"The disk refuses writes: {failure.Message}";
        _refusal = (remark, _timeProvider.GetTimestamp());
        return PutResult.Refused(PutStatus.ServiceNotAvailable, remark);
    }

    private PutResult Append_NeedsLock(StoreMessage message, RecordDrafts drafts, Memory<long> offsets)
    {
        var queue = MessageSysFlags.IsDispatched(message.SysFlag) ? _queues.FindOrCreate(message.Topic, message.QueueId) : null;

        // Everything that can fail comes before the record is there, so that a failure leaves no half state.
        queue?.EnsureRoom(drafts.Count);
        var start = _log.Reserve_NeedsLock(drafts.TotalBytes);
        var storeTime = Math.Max(_lastStoreTime, _timeProvider.GetUtcNow().ToUnixTimeMilliseconds());
        var queueOffset = queue?.Max ?? 0;
        offsets = offsets[..Math.Min(offsets.Length, drafts.Count)];
        var end = Complete(drafts, queue is null ? null : queueOffset, start, storeTime, offsets.Span);
        _log.Write_NeedsLock(drafts.Bytes);
        Volatile.Write(ref _lastStoreTime, storeTime);
        if (queue is not null)
        {
            Dispatch_NeedsLock(queue, drafts, start, storeTime);
        }

        return new PutResult
        {
            Status = PutStatus.PutOk,
            QueueOffset = queueOffset,
            PhysicalOffset = start,
            EndOffset = end,
            StoreTimestamp = storeTime,
            MessageCount = drafts.Count,
            StoreHost = _storeHost,
            BatchOffsets = offsets,
        };
    }

    private RebuildStep AppendReplica_NeedsLock(ReadOnlySpan<byte> bytes, in MessageRecord record, string topic, long tagsCode)
    {
        if (!_log.TryReserveInFile_NeedsLock(bytes.Length))
        {
            throw ReplicaException.NoRoom(record.PhysicalOffset, bytes.Length, _log.FileEndOf(record.PhysicalOffset));
        }

        var queue = MessageSysFlags.IsDispatched(record.SysFlag) ? _queues.FindOrCreate(topic, record.QueueId) : null;
        var fits = queue is null || record.QueueOffset >= queue.Max;
        if (queue is not null && fits)
        {
            if (record.QueueOffset > queue.Max)
            {
                queue.FillTo(record.QueueOffset);
                queue.UpdateMin(_log.MinOffset);
            }

            queue.EnsureRoom(1);
        }

        _log.Write_NeedsLock(bytes);
        Volatile.Write(ref _lastStoreTime, Math.Max(_lastStoreTime, record.StoreTimestamp));
        if (queue is not null && fits)
        {
            Enter_NeedsLock(queue, new ConsumeQueueEntry(record.PhysicalOffset, record.Size, tagsCode), record.StoreTimestamp);
        }

        return fits ? RebuildStep.Done : RebuildStep.Contradiction;
    }

    private void Enter_NeedsLock(ConsumeQueue queue, in ConsumeQueueEntry entry, long storeTime)
    {
        queue.Add(entry);
        if (_arrivals.HasListener)
        {
            _arrivals.Add_NeedsLock(new MessageArrival(queue.Key.Topic, queue.Key.QueueId, queue.Max, entry.TagsCode, storeTime));
        }
    }

    private void ThrowIfClosed_NeedsLock()
    {
        if (!_isOpen || Gate.Standing is not null)
        {
            throw new ReplicaException(Gate.Standing?.Remark ?? "The store is not open for writing.");
        }
    }

    // Null: in no queue, which counts as offset 0 for all.
    private static long Complete(RecordDrafts drafts, long? queueOffset, long at, long storeTime, Span<long> offsets)
    {
        for (var i = 0; i < drafts.Count; i++)
        {
            drafts.Complete(i, queueOffset + i ?? 0, at, storeTime);
            if (i < offsets.Length)
            {
                offsets[i] = at;
            }

            at += drafts.SizeOf(i);
        }

        return at;
    }

    private void Dispatch_NeedsLock(ConsumeQueue queue, RecordDrafts drafts, long at, long storeTime)
    {
        for (var i = 0; i < drafts.Count; i++)
        {
            var entry = new ConsumeQueueEntry(at, drafts.SizeOf(i), drafts.TagsCodeOf(i));
            queue.Add(entry);

            // One notice for neighbours of one tag: it says how far they reach.
            if (_arrivals.HasListener && (i == drafts.Count - 1 || drafts.TagsCodeOf(i + 1) != entry.TagsCode))
            {
                _arrivals.Add_NeedsLock(new MessageArrival(queue.Key.Topic, queue.Key.QueueId, queue.Max, entry.TagsCode, storeTime));
            }

            at = entry.End;
        }
    }

    // Said once when writing begins to fail and once when it works again, not for every message.
    private void NoteRefusal(IOException? failure, string topic, int queueId)
    {
        var isRefusing = failure is not null;
        if (isRefusing == Volatile.Read(ref _isRefusing))
        {
            return;
        }

        Volatile.Write(ref _isRefusing, isRefusing);
        if (isRefusing)
        {
            LogRefused(failure!, topic, queueId);
        }
        else
        {
            LogAccepting(topic, queueId);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The disk refuses writes; a message for {Topic} Q{QueueId} was not stored")]
    private partial void LogRefused(Exception failure, string topic, int queueId);

    [LoggerMessage(Level = LogLevel.Information, Message = "The disk accepts writes again, first for {Topic} Q{QueueId}")]
    private partial void LogAccepting(string topic, int queueId);
}
