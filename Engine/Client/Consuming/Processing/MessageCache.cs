using Engine.Protocol.Messages;

namespace Engine.Client.Consuming.Processing;

/// <summary>
/// Messages of one queue by offset, with a cursor between those that orderly consumption has taken and the rest. Not safe for many threads:
/// its process queue locks.
/// </summary>
internal sealed class MessageCache
{
    private readonly SortedSet<long> _offsets = [];
    private readonly Dictionary<long, MessageExt> _messages = [];
    private long _bytes;
    private long _highestPut = -1;
    private long _cursor;

    public bool IsEmpty => _offsets.Count == 0;

    public CacheLoad Load => new(_messages.Count, _bytes, IsEmpty ? 0 : _offsets.Max - _offsets.Min);

    /// <summary>Whether something is left to take.</summary>
    public bool HasNext => !IsEmpty && _offsets.Max >= _cursor;

    public MessageExt? First => IsEmpty ? null : _messages[_offsets.Min];

    /// <summary>Offsets taken and not removed.</summary>
    public IEnumerable<long> Taken => _offsets.TakeWhile(offset => offset < _cursor);

    /// <summary>Offsets not taken.</summary>
    public IEnumerable<long> Waiting => _offsets.GetViewBetween(_cursor, long.MaxValue);

    public bool Contains(long offset) => _messages.ContainsKey(offset);

    /// <summary>Adds a message; one that is there already counts once.</summary>
    public void Add(MessageExt message)
    {
        if (_messages.TryAdd(message.QueueOffset, message))
        {
            _offsets.Add(message.QueueOffset);
            _bytes += message.Body.Length;
            _highestPut = message.QueueOffset;
        }
    }

    /// <summary>Keeps another state of a message, if it is there.</summary>
    public void Replace(MessageExt message)
    {
        if (Contains(message.QueueOffset))
        {
            _messages[message.QueueOffset] = message;
        }
    }

    /// <summary>
    /// Takes messages out. The smallest offset left, or the one behind the last message ever put when none is; null when there was none.
    /// </summary>
    public long? Remove(IEnumerable<long> offsets)
    {
        if (IsEmpty)
        {
            return null;
        }

        foreach (var offset in offsets)
        {
            if (_messages.Remove(offset, out var message))
            {
                _offsets.Remove(offset);
                _bytes -= message.Body.Length;
            }
        }

        return IsEmpty ? _highestPut + 1 : _offsets.Min;
    }

    /// <summary>The next messages, which count as taken from here on.</summary>
    public IReadOnlyList<MessageExt> Take(int most)
    {
        var taken = Waiting.Take(most).Select(offset => _messages[offset]).ToArray();
        _cursor = taken.Length > 0 ? taken[^1].QueueOffset + 1 : _cursor;
        return taken;
    }

    /// <summary>What is at this offset and behind it is not taken any more.</summary>
    public void PutBackFrom(long offset) => _cursor = offset;

    public void Clear()
    {
        _messages.Clear();
        _offsets.Clear();
        _bytes = 0;
    }
}
