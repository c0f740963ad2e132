using Engine.Client.Consuming.Offsets;
using Engine.Protocol;
using Engine.Protocol.Messages;

namespace Engine.Client.Consuming.Processing;

/// <summary>
/// The messages of one assigned queue that are pulled and not yet done. Once dropped it commits nothing any more, and another one takes its
/// place when the queue is assigned again. Mirrors RocketMQ's ProcessQueue. Bounded by the flow control of the pulls.
/// </summary>
internal sealed class ProcessQueue(TimeProvider timeProvider)
{
    private readonly Lock _lock = new();
    private readonly MessageCache _cache = new();
    private long _accumulated;
    private long _refusedGiveUps;
    private RoomWait? _roomWait;
    private bool _inTurn;
    private volatile bool _dropped;
    private volatile bool _sealed;
    private volatile bool _reset;

    public bool IsDropped => _dropped;

    /// <summary>True once a reset moves the queue: nobody else sets its offset any more.</summary>
    public bool IsReset
    {
        get => _reset;
        set => _reset = value;
    }

    /// <summary>When it was last pulled and consumed.</summary>
    public QueueActivity Activity { get; } = new(timeProvider);

    /// <summary>The broker's lock on the queue, for orderly consumption.</summary>
    public QueueLease Lease { get; } = new(timeProvider);

    /// <summary>True while the queue waits to be given up: no listener call of orderly consumption begins.</summary>
    public bool IsSealed
    {
        get => _sealed;
        set => _sealed = value;
    }

    /// <summary>How often it could not be given up, as a listener call ran.</summary>
    public long RefusedGiveUps => Interlocked.Read(ref _refusedGiveUps);

    /// <summary>Broker id that the last answer suggested for the next pull (C8); the master at first.</summary>
    public long SuggestedBrokerId { get; set; }

    /// <summary>Messages at the broker behind the last one put (msgAccCnt).</summary>
    public long Accumulated => Interlocked.Read(ref _accumulated);

    public CacheLoad Load
    {
        get
        {
            lock (_lock)
            {
                return _cache.Load;
            }
        }
    }

    /// <summary>The lowest cached message as it is now; null when nothing is cached.</summary>
    public MessageExt? First
    {
        get
        {
            lock (_lock)
            {
                return _cache.First;
            }
        }
    }

    /// <summary>Offsets that wait and, of orderly consumption, those taken and not committed.</summary>
    public (IReadOnlyList<long> Waiting, IReadOnlyList<long> Taken) Offsets
    {
        get
        {
            lock (_lock)
            {
                return ([.. _cache.Waiting], [.. _cache.Taken]);
            }
        }
    }

    public void CountRefusedGiveUp() => Interlocked.Increment(ref _refusedGiveUps);

    /// <summary>Adds pulled messages; one that is there already counts once.</summary>
    /// <param name="messages">In order of their offsets.</param>
    /// <param name="brokerMaxOffset">The queue's max offset at the broker when they were pulled.</param>
    public void Put(IReadOnlyList<MessageExt> messages, long brokerMaxOffset)
    {
        lock (_lock)
        {
            foreach (var message in messages)
            {
                _cache.Add(message);
            }

            if (messages.Count > 0 && brokerMaxOffset > messages[^1].QueueOffset)
            {
                _accumulated = brokerMaxOffset - messages[^1].QueueOffset;
            }
        }
    }

    /// <summary>Ends a wait as soon as there is room, at once when there is some already. A later one takes its place.</summary>
    public void Await(RoomWait wait)
    {
        lock (_lock)
        {
            _roomWait = wait;
        }

        EndRoomWait();
    }

    public bool Contains(MessageExt message)
    {
        lock (_lock)
        {
            return _cache.Contains(message.QueueOffset);
        }
    }

    /// <summary>Keeps messages as they are now; those taken out meanwhile stay out.</summary>
    public void Replace(IReadOnlyList<MessageExt> messages)
    {
        lock (_lock)
        {
            foreach (var message in messages)
            {
                _cache.Replace(message);
            }
        }
    }

    /// <summary>
    /// Takes finished messages out. The smallest offset still in flight, or the one behind the last message when none is; null when
    /// nothing was cached any more (D5).
    /// </summary>
    public long? Remove(IReadOnlyList<MessageExt> finished)
    {
        Activity.MarkConsume();
        long next;
        lock (_lock)
        {
            if (_cache.IsEmpty)
            {
                return null;
            }

            foreach (var message in finished)
            {
                _cache.Remove(message.QueueOffset);
            }

            next = _cache.Next;
        }

        EndRoomWait();
        return next;
    }

    /// <summary>
    /// For orderly consumption: begins the turn of the queue, in which its messages go to the listener one batch after the other. False
    /// when there is nothing to take or a turn is under way, which will see what was put.
    /// </summary>
    public bool TryBeginTurn()
    {
        lock (_lock)
        {
            if (_inTurn || _dropped || !_cache.HasNext)
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
            var taken = _cache.Take(most);
            _inTurn = taken.Count > 0;
            return taken;
        }
    }

    /// <summary>Takes back that these were taken: they are the next ones again, as they are given here.</summary>
    public void PutBack(IReadOnlyList<MessageExt> taken)
    {
        lock (_lock)
        {
            foreach (var message in taken)
            {
                _cache.Replace(message);
            }

            _cache.PutBackFrom(taken[0].QueueOffset);
        }
    }

    /// <summary>Takes back everything that was taken and not removed.</summary>
    public void RollBack()
    {
        lock (_lock)
        {
            _cache.PutBackFrom(0);
        }
    }

    /// <summary>Takes everything out that was taken; as <see cref="Remove"/>, null when nothing was.</summary>
    public long? RemoveTaken()
    {
        Activity.MarkConsume();
        long? next;
        lock (_lock)
        {
            var taken = _cache.Taken.ToArray();
            foreach (var offset in taken)
            {
                _cache.Remove(offset);
            }

            next = taken.Length == 0 ? null : _cache.Next;
        }

        EndRoomWait();
        return next;
    }

    /// <summary>
    /// Sets the group's cached offset, unless the queue is dropped: a commit that races with a drop comes before it or not at all.
    /// </summary>
    public bool Commit(IOffsetStore offsets, MessageQueue queue, long offset, bool increaseOnly = true)
    {
        lock (_lock)
        {
            if (_dropped)
            {
                return false;
            }

            offsets.Update(queue, offset, increaseOnly);
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
            _cache.Clear();
            _accumulated = 0;
        }

        EndRoomWait();
    }

    private void EndRoomWait()
    {
        RoomWait? wait;
        lock (_lock)
        {
            wait = _roomWait;
            if (wait is null || !wait.IsRoom(_cache.Load))
            {
                return;
            }

            _roomWait = null;
        }

        wait.End();
    }
}
