using Engine.Store.Log;
using Engine.Store.Queries;

namespace Engine.Store.Keys;

/// <summary>
/// Finds messages by key: the index says where one may be, the record whether it is. Takes what is in the index now. No lock.
/// Mirrors <c>DefaultMessageStore#queryMessage</c> and <c>IndexService#queryOffset</c>.
/// </summary>
internal sealed class KeyLookup
{
    internal const int MostMessages = 64;

    // What goes into one frame with room for its header.
    internal const int MostBytes = (16 * 1024 * 1024) - (64 * 1024);

    private readonly CommitLog _log;
    private readonly KeyIndex _index;

    internal KeyLookup(CommitLog log, KeyIndex index)
    {
        _log = log;
        _index = index;
    }

    /// <summary>The records, newest first, each in memory of the caller's own.</summary>
    /// <exception cref="IOException">The index or the log cannot be read.</exception>
    internal IReadOnlyList<ReadOnlyMemory<byte>> Find(KeyQuery query)
    {
        var search = new KeySearch(query);
        foreach (var file in _index.Files.ToArray().Reverse())
        {
            if (search.IsDone || (!file.IsEmpty && file.EndOffset < _log.MinOffset))
            {
                break;
            }

            if (file.EndTime < query.BeginTime || file.BeginTime > query.EndTime || !file.TryBeginRead())
            {
                continue;
            }

            try
            {
                Walk(file, search);
            }
            finally
            {
                file.EndRead();
            }
        }

        return search.Found;
    }

    private void Walk(IndexFile file, KeySearch search)
    {
        var chain = new IndexChain(file, search.KeyHash);
        while (!search.IsDone && chain.MoveNext())
        {
            var item = chain.Current;
            var time = file.BeginTime + (chain.Seconds * 1000L);
            if (item.PhysicalOffset < _log.MinOffset || time + 999 < search.Query.BeginTime)
            {
                // All behind it in the chain are older still.
                return;
            }

            if (item.KeyHash == search.KeyHash && time <= search.Query.EndTime
                && RecordLookup.Read(_log, item.PhysicalOffset) is { } record)
            {
                search.Offer(item.PhysicalOffset, record);
            }
        }

        if (chain.IsBroken)
        {
            var slotAt = IndexShape.SlotAt(file.Shape.SlotOf(search.KeyHash));
            _log.Damage.Report(file.Path, slotAt, IndexShape.SlotBytes, "a broken chain of keys, older messages may be missed");
        }
    }
}
