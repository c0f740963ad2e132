using System.Buffers.Binary;
using Engine.Protocol.Messages;
using Engine.Store.Integrity;
using Engine.Store.Log;
using Engine.Store.Queues;
using Engine.Store.Recovery;
using Microsoft.Extensions.Logging;

namespace Engine.Store.Replica;

/// <summary>
/// Takes another store's log, byte for byte, in pieces cut anywhere. Only whole records are stored, so that this log ends between two at
/// any time; what came of one that is not whole waits in memory. Queues and key index follow as after an append. One caller at a time.
/// Mirrors <c>DefaultMessageStore#appendToCommitLog</c>, which takes bytes unseen.
/// </summary>
internal sealed partial class ReplicaLog
{
    private readonly OpenStore _store;
    private readonly long _fileBytes;
    private readonly DispatchRules _rules;
    private readonly ILogger _logger;
    private readonly TopicStrings _topics = new();
    private readonly PartialRecord _partial = new();

    /// <summary>Bytes of a filler that are still to come; they are not kept.</summary>
    private long _fillerLeft;

    private long _received;
    private LastRecord? _last;

    internal ReplicaLog(OpenStore store, long fileBytes, DispatchRules rules, ILogger logger)
    {
        _store = store;
        _fileBytes = fileBytes;
        _rules = rules;
        _logger = logger;
    }

    /// <summary>Whether there is no record yet: it begins wherever the first piece does.</summary>
    internal bool IsEmpty => _store.Log.MaxOffset == _store.Log.MinOffset;

    /// <summary>Log offset up to which everything is stored, as a master is told it: 0 while there is no record.</summary>
    internal long Position => IsEmpty ? 0 : _store.Log.MaxOffset;

    /// <summary>Size of a log file, bytes.</summary>
    internal long FileBytes => _fileBytes;

    /// <summary>Store time in ms of the newest record; 0 while there is none.</summary>
    internal long LastStoreTime => _store.Appender.LastStoreTime;

    /// <summary>Forgets what came of a record that is not whole: the next piece begins at <see cref="Position"/>.</summary>
    internal void Begin()
    {
        _partial.Clear();
        _fillerLeft = 0;
        _received = Position;
    }

    /// <summary>Takes a piece.</summary>
    /// <param name="offset">Where it lies in the log; behind the last piece.</param>
    /// <param name="piece">Its bytes.</param>
    /// <exception cref="ReplicaException">
    /// It does not follow on the last one, is no valid log, or does not fit into this one's files.
    /// </exception>
    /// <exception cref="IOException">The disk refused, or the store takes nothing. What was stored before stays.</exception>
    internal void Append(long offset, ReadOnlySpan<byte> piece)
    {
        if (IsEmpty && _partial.IsEmpty && _fillerLeft == 0)
        {
            BeginAt(offset);
        }
        else if (offset != _received)
        {
            throw new ReplicaException($"The master sent its log from offset {offset} on where {_received} comes next.");
        }

        try
        {
            while (!piece.IsEmpty)
            {
                var taken = _fillerLeft > 0 ? SkipFiller(piece) : TakeRecord(piece);
                _received += taken;
                piece = piece[taken..];
            }
        }
        finally
        {
            _store.Appender.DrainArrivals();
            _store.Indexer.OnAppended(_store.Log.MaxOffset);
        }
    }

    /// <summary>The record at the log's end; null when there is none that can be read.</summary>
    /// <exception cref="IOException">The disk reads nothing at all: it may be back soon.</exception>
    internal LastRecord? FindLast() => _last ??= LastRecordSearch.Find(_store.Log);

    private void BeginAt(long offset)
    {
        if (offset % _fileBytes != 0)
        {
            throw new ReplicaException(
                $"The master's log begins at offset {offset}, where no log file of this broker can, for they have {_fileBytes} bytes: the"
                + " files of the two logs have different sizes (mappedFileSizeCommitLog). Give this broker the master's size.");
        }

        _store.Appender.BeginReplica(offset);
        _received = offset;
        LogBegun(offset);
    }

    private int SkipFiller(ReadOnlySpan<byte> piece)
    {
        var taken = (int)Math.Min(_fillerLeft, piece.Length);
        _fillerLeft -= taken;
        if (_fillerLeft == 0)
        {
            _store.Appender.EndReplicaFile();
        }

        return taken;
    }

    // Bytes taken; a record that lies in the piece as a whole is not copied.
    private int TakeRecord(ReadOnlySpan<byte> piece)
    {
        if (!_partial.IsEmpty)
        {
            return CompletePartial(piece);
        }

        if (piece.Length < MessageRecordFormat.BlankBytes)
        {
            return _partial.Add(piece);
        }

        var size = SizeAt(piece);
        if (IsFiller(piece))
        {
            _fillerLeft = size;
            return 0;
        }

        if (piece.Length < size)
        {
            CheckBody(piece, size);
            return _partial.Add(piece);
        }

        Store(piece[..size]);
        return size;
    }

    private int CompletePartial(ReadOnlySpan<byte> piece)
    {
        var had = _partial.Length;
        if (had < MessageRecordFormat.BlankBytes)
        {
            return _partial.Add(piece[..Math.Min(piece.Length, MessageRecordFormat.BlankBytes - had)]);
        }

        var size = SizeAt(_partial.Bytes);
        if (IsFiller(_partial.Bytes))
        {
            _partial.Clear();
            _fillerLeft = size - had;
            if (_fillerLeft == 0)
            {
                _store.Appender.EndReplicaFile();
            }

            return 0;
        }

        CheckBody(_partial.Bytes, size);
        var taken = _partial.Add(piece[..Math.Min(piece.Length, size - had)]);
        if (_partial.Length == size)
        {
            Store(_partial.Bytes);
            _partial.Clear();
        }

        return taken;
    }

    // The size that a record or filler gives itself, which must lie within the file.
    private int SizeAt(ReadOnlySpan<byte> head)
    {
        var at = _store.Log.MaxOffset;
        var fileEnd = _store.Log.FileEndOf(at);
        var size = BinaryPrimitives.ReadInt32BigEndian(head);
        if (IsFiller(head))
        {
            return size == fileEnd - at ? size : throw ReplicaException.OtherFileEnd(at, at + size, fileEnd);
        }

        var magic = BinaryPrimitives.ReadInt32BigEndian(head[MessageRecordFormat.MagicAt..]);
        if (magic is not (MessageRecordFormat.MagicV1 or MessageRecordFormat.MagicV2) || size < MessageRecordFormat.SmallestBytes)
        {
            throw new ReplicaException($"What the master has at log offset {at} is no record: its size is {size}, its magic {magic:X8}.");
        }

        return size <= fileEnd - at - MessageRecordFormat.BlankBytes ? size : throw ReplicaException.NoRoom(at, size, fileEnd);
    }

    private static bool IsFiller(ReadOnlySpan<byte> head) =>
        BinaryPrimitives.ReadInt32BigEndian(head[MessageRecordFormat.MagicAt..]) == MessageRecordFormat.MagicBlank;

    // Before more is waited for: a bent size would be waited for in vain, and fill the memory.
    private void CheckBody(ReadOnlySpan<byte> begin, int size)
    {
        if (begin.Length >= MessageRecordFormat.HeadBytes && !RecordSanity.FitsBody(begin, size))
        {
            throw new ReplicaException($"What the master has at log offset {_store.Log.MaxOffset} is no record of {size} bytes.");
        }
    }

    private void Store(ReadOnlySpan<byte> bytes)
    {
        var at = _store.Log.MaxOffset;
        if (RecordCheck.FindFault(bytes, at, out var record) is { } fault)
        {
            throw new ReplicaException($"What the master sent for log offset {at} is damaged: {fault}.");
        }

        var topic = _topics.Of(record.Topic);
        if (record.QueueOffset == 0 && MessageSysFlags.IsDispatched(record.SysFlag)
            && _store.Queues.Find(topic, record.QueueId) is { Max: > 0 })
        {
            // The log does not tell of deletions but by this: the topic was made anew.
            _store.DeleteQueues(topic);
        }

        if (_store.Appender.AppendReplica(bytes, record, topic, _rules.TagsCode(record)) == RebuildStep.Contradiction)
        {
            LogContradiction(at, topic, record.QueueId, record.QueueOffset);
        }

        _last = new LastRecord(at, record.Size);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The log follows another one from its offset {Offset} on")]
    private partial void LogBegun(long offset);

    [LoggerMessage(Level = LogLevel.Error,
        Message = "The record at offset {Offset} says {Topic} Q{QueueId} offset {QueueOffset}, where another message is; it is left aside")]
    private partial void LogContradiction(long offset, string topic, int queueId, long queueOffset);
}
