using Engine.Client.Consuming.Offsets;
using Engine.Protocol;
using Engine.Protocol.Messages;

namespace Engine.Client.Consuming.Processing;

/// <summary>
/// The messages of one assigned queue that are pulled and not yet done, by offset. Once dropped it commits nothing any more, and another
/// one takes its place when the queue is assigned again. Mirrors RocketMQ's ProcessQueue. Bounded by the flow control of the pulls.
/// </summary>
/// <remarks>Orderly consumption also keeps here what it has taken and not committed: all messages below a cursor.</remarks>
internal sealed class ProcessQueue(TimeProvider timeProvider)
{
    /// <summary>PULL_MAX_IDLE_TIME: after so long without a pull the queue is made anew.</summary>
    private static readonly TimeSpan PullExpiry = TimeSpan.FromSeconds(120);

    private readonly Lock _lock = new();
    private readonly SortedSet<long> _offsets = [];
    private readonly Dictionary<long, MessageExt> _messages = [];
    private long _bytes;
    private long _highestPut = -1;
    private long _cursor;
    private bool _inTurn;
    private long _lastPull = timeProvider.GetTimestamp();
    private volatile bool _dropped;
    private volatile bool _sealed;

    public bool IsDropped => _dropped;

    public bool IsPullExpired => timeProvider.GetElapsedTime(Interlocked.Read(ref _lastPull)) > PullExpiry;

    /// <summary>The broker's lock on the queue, for orderly consumption.</summary>
    public QueueLease Lease { get; } = new(timeProvider);

    /// <summary>True while the queue waits to be given up: no listener call of orderly consumption begins.</summary>
    public bool IsSealed
    {
        get => _sealed;
        set => _sealed = value;
    }

    /// <summary>Broker id that the last answer suggested for the next pull (C8); the master at first.</summary>
    public long SuggestedBrokerId { get; set; }

    /// <summary>Messages at the broker behind the last one put (msgAccCnt).</summary>
    public long Accumulated { get; private set; }

    public CacheLoad Load
    {
        get
        {
            lock (_lock)
            {
                return new CacheLoad(_messages.Count, _bytes, _offsets.Count == 0 ? 0 : _offsets.Max - _offsets.Min);
            }
        }
    }

    public void MarkPull() => Interlocked.Exchange(ref _lastPull, timeProvider.GetTimestamp());

    /// <summary>Adds pulled messages; one that is there already counts once.</summary>
    /// <param name="messages">In order of their offsets.</param>
    /// <param name="brokerMaxOffset">The queue's max offset at the broker when they were pulled.</param>
    public void Put(IReadOnlyList<MessageExt> messages, long brokerMaxOffset)
    {
        lock (_lock)
        {
            foreach (var message in messages)
            {
                if (_messages.TryAdd(message.QueueOffset, message))
                {
                    _offsets.Add(message.QueueOffset);
                    _bytes += message.Body.Length;
                    _highestPut = message.QueueOffset;
                }
            }

            if (messages.Count > 0 && brokerMaxOffset > messages[^1].QueueOffset)
            {
                Accumulated = brokerMaxOffset - messages[^1].QueueOffset;
            }
        }
    }

    public bool Contains(MessageExt message)
    {
        lock (_lock)
        {
            return _messages.ContainsKey(message.QueueOffset);
        }
    }

    /// <summary>Keeps messages as they go to the listener, with the time at which they start; those taken out meanwhile stay out.</summary>
    public void Begin(IReadOnlyList<MessageExt> started)
    {
        lock (_lock)
        {
            foreach (var message in started)
            {
                if (_messages.ContainsKey(message.QueueOffset))
                {
                    _messages[message.QueueOffset] = message;
                }
            }
        }
    }

    /// <summary>
    /// Takes finished messages out. The smallest offset still in flight, or the one behind the last message when none is; null when
    /// nothing was cached any more (D5).
    /// </summary>
    public long? Remove(IReadOnlyList<MessageExt> finished)
    {
        lock (_lock)
        {
            return _messages.Count == 0 ? null : Remove_NeedsLock(finished.Select(message => message.QueueOffset));
        }
    }

    /// <summary>
    /// For orderly consumption: begins the turn of the queue, in which its messages go to the listener one batch after the other. False
    /// when there is nothing to take or a turn is under way, which will see what was put.
    /// </summary>
    public bool TryBeginTurn()
    {
        lock (_lock)
        {
            if (_inTurn || _dropped || _offsets.Count == 0 || _offsets.Max < _cursor)
            {
                return false;
            }

            _inTurn = true;
            return true;
        }
    }

    /// <summary>Ends the turn though messages may be left.</summary>
    public void EndTurn()
    {
        lock (_lock)
        {
            _inTurn = false;
        }
    }

    /// <summary>Takes the next messages by offset, at most so many; none are left: the turn has ended.</summary>
    public IReadOnlyList<MessageExt> Take(int most)
    {
        lock (_lock)
        {
            var taken = _offsets.GetViewBetween(_cursor, long.MaxValue).Take(most).Select(offset => _messages[offset]).ToArray();
            _inTurn = taken.Length > 0;
            _cursor = taken.Length > 0 ? taken[^1].QueueOffset + 1 : _cursor;
            return taken;
        }
    }

    /// <summary>Takes back that these were taken: they are the next ones again, as they are given here.</summary>
    public void PutBack(IReadOnlyList<MessageExt> taken)
    {
        Begin(taken);
        lock (_lock)
        {
            _cursor = taken[0].QueueOffset;
        }
    }

    /// <summary>Takes back everything that was taken and not removed.</summary>
    public void RollBack()
    {
        lock (_lock)
        {
            _cursor = 0;
        }
    }

    /// <summary>Takes everything out that was taken; as <see cref="Remove"/>, null when nothing was.</summary>
    public long? RemoveTaken()
    {
        lock (_lock)
        {
            var taken = _offsets.TakeWhile(offset => offset < _cursor).ToArray();
            return taken.Length == 0 ? null : Remove_NeedsLock(taken);
        }
    }

    /// <summary>
    /// Raises the group's cached offset, unless the queue is dropped: a commit that races with a drop comes before it or not at all.
    /// </summary>
    public bool Commit(IOffsetStore offsets, MessageQueue queue, long offset)
    {
        lock (_lock)
        {
            if (_dropped)
            {
                return false;
            }

            offsets.Update(queue, offset, increaseOnly: true);
            return true;
        }
    }

    /// <summary>From here on nothing of this queue is consumed or committed.</summary>
    public void Drop()
    {
        lock (_lock)
        {
            _dropped = true;
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _messages.Clear();
            _offsets.Clear();
            _bytes = 0;
            Accumulated = 0;
        }
    }

    private long Remove_NeedsLock(IEnumerable<long> finished)
    {
        foreach (var offset in finished)
        {
            if (_messages.Remove(offset, out var cached))
            {
                _offsets.Remove(offset);
                _bytes -= cached.Body.Length;
            }
        }

        return _offsets.Count == 0 ? _highestPut + 1 : _offsets.Min;
    }
}
