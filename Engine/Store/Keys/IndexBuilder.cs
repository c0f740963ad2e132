using Engine.Protocol.Messages;
using Engine.Store.Log;

namespace Engine.Store.Keys;

/// <summary>
/// Puts the keys of the log's records into the index, in order, each once. After an exception it goes on with the key it had come to.
/// Mirrors <c>IndexService#buildIndex</c>. Not safe for concurrent use.
/// </summary>
internal sealed class IndexBuilder
{
    private const int SomeRecords = 256;

    private readonly CommitLog _log;
    private readonly LogFlush _flush;
    private readonly KeyIndex _index;
    private readonly LogWalker _walker;
    private byte[] _topic = [];
    private int _topicLength;
    private int _topicHash = KeyHash.OfTopic([]);
    private int _keysDone;
    private long _touchedTo;
    private bool _isIdle;

    internal IndexBuilder(CommitLog log, LogFlush flush, KeyIndex index)
    {
        _log = log;
        _flush = flush;
        _index = index;
        _walker = new LogWalker(log);
    }

    /// <summary>The keys of all records before this log offset are in the index.</summary>
    internal long Position => _walker.Position;

    internal void GoOnAt(ResumePoint point)
    {
        _walker.MoveTo(point.Position);
        _keysDone = point.KeysDone;
    }

    /// <summary>Goes through some records before a log offset, where the log ended once.</summary>
    /// <exception cref="IOException">The index cannot be written or the log not be read.</exception>
    internal void BuildSome(long end)
    {
        _isIdle = false;
        for (var i = 0; i < SomeRecords; i++)
        {
            var before = _walker.Position;
            var isThere = _walker.TryPeek(end, out var record);
            if (_walker.Skipped > 0)
            {
                _log.ReportDamage(_walker.Position - _walker.Skipped, _walker.Skipped, "no records with keys");
            }

            if (_walker.Position != before)
            {
                // What was begun is not there any more.
                _keysDone = 0;
            }

            if (!isThere)
            {
                return;
            }

            PutKeys(record);
            _keysDone = 0;
            _walker.Pass(record.Size);
        }
    }

    /// <summary>Brings the index to the disk itself; when nothing was built since the last time, lets its memory go.</summary>
    /// <returns>What can be noted of the index now.</returns>
    /// <exception cref="IOException">The disk refused; the next checkpoint goes on.</exception>
    internal KeyCatalog Checkpoint()
    {
        if (_isIdle)
        {
            _walker.Release();
        }

        _isIdle = true;
        MakeSafe();
        return _index.Note(Position);
    }

    private void MakeSafe()
    {
        // An index on the disk must not name records that are not: after a loss of power others would stand in their place.
        _flush.FlushTo(_touchedTo);
        _index.Checkpoint();
    }

    private void PutKeys(in MessageRecord record)
    {
        if ((record.SysFlag & MessageSysFlags.TransactionMask) == MessageSysFlags.TransactionRollback)
        {
            return;
        }

        var keys = RecordKeys.Of(record.Properties);
        if (keys.IsEmpty)
        {
            return;
        }

        var (topicHash, number) = (HashOf(record.Topic), 0);
        _touchedTo = record.PhysicalOffset + record.Size;
        if (!keys.UniqueId.IsEmpty)
        {
            Put(number++, KeyHash.Extend(topicHash, keys.UniqueId), record);
        }

        var words = keys.Words;
        while (RecordKeys.TryTakeWord(ref words, out var word))
        {
            Put(number++, KeyHash.Extend(topicHash, word), record);
        }
    }

    private void Put(int number, int hash, in MessageRecord record)
    {
        if (number < _keysDone)
        {
            return;
        }

        if (_index.NeedsFile)
        {
            MakeSafe();
            _index.AddFile();
        }

        _index.Put(KeyHash.Finish(hash), record.PhysicalOffset, record.StoreTimestamp);
        _keysDone = number + 1;
    }

    // Neighbours in the log are mostly of one topic.
    private int HashOf(ReadOnlySpan<byte> topic)
    {
        if (!topic.SequenceEqual(_topic.AsSpan(0, _topicLength)))
        {
            if (topic.Length > _topic.Length)
            {
                _topic = new byte[topic.Length];
            }

            topic.CopyTo(_topic);
            _topicLength = topic.Length;
            _topicHash = KeyHash.OfTopic(topic);
        }

        return _topicHash;
    }
}
