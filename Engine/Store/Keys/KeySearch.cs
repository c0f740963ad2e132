using System.Text;
using Engine.Protocol.Messages;

namespace Engine.Store.Keys;

/// <summary>What a query found so far, and what of the index's suggestions it takes.</summary>
internal sealed class KeySearch
{
    private readonly byte[] _topic;
    private readonly byte[] _key;
    private readonly int _most;
    private readonly List<ReadOnlyMemory<byte>> _found = [];
    private readonly List<long> _offsets = [];
    private long _bytes;
    private bool _isFull;

    internal KeySearch(KeyQuery query)
    {
        Query = query;
        _topic = Encoding.UTF8.GetBytes(query.Topic);
        _key = Encoding.UTF8.GetBytes(query.Key);
        _most = Math.Min(query.MaxMessages, KeyLookup.MostMessages);
        KeyHash = Keys.KeyHash.Of(_topic, _key);
    }

    internal KeyQuery Query { get; }

    internal int KeyHash { get; }

    internal IReadOnlyList<ReadOnlyMemory<byte>> Found => _found;

    internal bool IsDone => _isFull || _found.Count >= _most;

    /// <summary>Takes a record if it is asked for: others have keys of the same hash, and one record may have the key twice.</summary>
    internal void Offer(long physicalOffset, ReadOnlyMemory<byte> bytes)
    {
        if (_offsets.Contains(physicalOffset) || !IsMatch(bytes.Span))
        {
            return;
        }

        // The first one always goes.
        _isFull = _found.Count > 0 && _bytes + bytes.Length > KeyLookup.MostBytes;
        if (!_isFull)
        {
            _bytes += bytes.Length;
            _offsets.Add(physicalOffset);
            _found.Add(bytes);
        }
    }

    private bool IsMatch(ReadOnlySpan<byte> bytes) =>
        MessageRecordReader.TryRead(bytes, checkBody: false, out var record) == RecordReadStatus.Ok
        && record.StoreTimestamp >= Query.BeginTime && record.StoreTimestamp <= Query.EndTime
        && record.Topic.SequenceEqual(_topic) && RecordKeys.Of(record.Properties).Contains(_key, Query.OnlyUniqueId);
}
