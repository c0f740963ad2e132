using Engine.Protocol.Messages;

namespace Engine.Client.Consuming.Processing;

/// <summary>
/// Messages of one queue by offset, with a cursor between those that orderly consumption has taken and the rest.
/// Not safe for many threads: its process queue locks.
/// </summary>
/// <remarks>
/// They come by rising offset and go in about that order, so they lie in a row:
/// what is taken out leaves a gap that is closed from the ends.
/// </remarks>
internal sealed class MessageCache
{
    private const int LeastToClose = 64;

    private readonly List<Place> _row = [];
    private int _first;
    private int _count;
    private long _bytes;
    private long _highestPut = -1;
    private long _cursor;

    public bool IsEmpty => _count == 0;

    public CacheLoad Load => new(_count, _bytes, IsEmpty ? 0 : _row[^1].Offset - _row[_first].Offset);

    /// <summary>Whether something is left to take.</summary>
    public bool HasNext => !IsEmpty && _row[^1].Offset >= _cursor;

    public MessageExt? First => IsEmpty ? null : _row[_first].Message;

    /// <summary>Offsets taken and not removed.</summary>
    public IEnumerable<long> Taken =>
        From(_first).TakeWhile(message => message.QueueOffset < _cursor).Select(message => message.QueueOffset);

    /// <summary>Offsets not taken.</summary>
    public IEnumerable<long> Waiting => From(IndexOf(_cursor)).Select(message => message.QueueOffset);

    public bool Contains(long offset) => TryFind(offset, out _);

    /// <summary>Adds a message; one that is there already counts once.</summary>
    public void Add(MessageExt message)
    {
        var place = new Place(message.QueueOffset, message);
        if (_row.Count == 0 || _row[^1].Offset < place.Offset)
        {
            _row.Add(place);
        }
        else if (TryFind(place.Offset, out var at))
        {
            return;
        }
        else if (at < _row.Count && _row[at].Offset == place.Offset)
        {
            _row[at] = place;
        }
        else
        {
            _row.Insert(at, place);
        }

        _count++;
        _bytes += message.Body.Length;
        _highestPut = message.QueueOffset;
    }

    /// <summary>Keeps another state of a message, if it is there.</summary>
    public void Replace(MessageExt message)
    {
        if (TryFind(message.QueueOffset, out var at))
        {
            _row[at] = new Place(message.QueueOffset, message);
        }
    }

    /// <summary>Takes a message out, if it is there.</summary>
    public void Remove(long offset)
    {
        if (TryFind(offset, out var at))
        {
            _count--;
            _bytes -= _row[at].Message!.Body.Length;
            _row[at] = new Place(offset, null);
            CloseEnds();
        }
    }

    /// <summary>The smallest offset that is there, or the one behind the last message ever put when none is.</summary>
    public long Next => IsEmpty ? _highestPut + 1 : _row[_first].Offset;

    /// <summary>The next messages, which count as taken from here on.</summary>
    public IReadOnlyList<MessageExt> Take(int most)
    {
        var taken = From(IndexOf(_cursor)).Take(most).ToArray();
        _cursor = taken.Length > 0 ? taken[^1].QueueOffset + 1 : _cursor;
        return taken;
    }

    /// <summary>What is at this offset and behind it is not taken any more.</summary>
    public void PutBackFrom(long offset) => _cursor = offset;

    public void Clear()
    {
        _row.Clear();
        (_first, _count, _bytes) = (0, 0, 0);
    }

    /// <summary>Where an offset lies, or would lie.</summary>
    private bool TryFind(long offset, out int at)
    {
        // Mostly the oldest one: finished messages go in about the order of their offsets.
        at = _first < _row.Count && _row[_first].Offset == offset ? _first : IndexOf(offset);
        return at < _row.Count && _row[at] is { Message: not null } place && place.Offset == offset;
    }

    /// <summary>Index of the first place at or behind an offset.</summary>
    private int IndexOf(long offset)
    {
        var (low, high) = (_first, _row.Count);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = _row[middle].Offset < offset ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private IEnumerable<MessageExt> From(int index)
    {
        for (var at = index; at < _row.Count; at++)
        {
            if (_row[at].Message is { } message)
            {
                yield return message;
            }
        }
    }

    private void CloseEnds()
    {
        if (IsEmpty)
        {
            _row.Clear();
            _first = 0;
            return;
        }

        while (_row[_first].Message is null)
        {
            _first++;
        }

        while (_row[^1].Message is null)
        {
            _row.RemoveAt(_row.Count - 1);
        }

        if (_first > LeastToClose && _first > _row.Count / 2)
        {
            _row.RemoveRange(0, _first);
            _first = 0;
        }
    }

    private readonly record struct Place(long Offset, MessageExt? Message);
}
