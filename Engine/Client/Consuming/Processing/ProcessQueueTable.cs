using System.Collections.Immutable;
using Engine.Protocol;

namespace Engine.Client.Consuming.Processing;

/// <summary>The queues a consumer holds now. Read without a lock; changed by rebalance, resets and corrections.</summary>
internal sealed class ProcessQueueTable
{
    private readonly Lock _lock = new();
    private volatile ImmutableDictionary<MessageQueue, ProcessQueue> _current = ImmutableDictionary<MessageQueue, ProcessQueue>.Empty;
    private long _resets;
    private bool _closed;

    public IReadOnlyDictionary<MessageQueue, ProcessQueue> Current => _current;

    /// <summary>Grows with every reset: a start offset found before a reset must not be used after it.</summary>
    public long Resets => Interlocked.Read(ref _resets);

    public bool Holds(MessageQueue queue, ProcessQueue processQueue) =>
        _current.TryGetValue(queue, out var held) && held == processQueue;

    public IReadOnlySet<MessageQueue> Held() => _current.Keys.ToHashSet();

    /// <summary>
    /// False when the queue is held already, the table is closed, or a reset came since <paramref name="resets"/> was read.
    /// </summary>
    public bool TryAdd(MessageQueue queue, ProcessQueue processQueue, long resets)
    {
        lock (_lock)
        {
            if (_closed || _resets != resets || _current.ContainsKey(queue))
            {
                return false;
            }

            _current = _current.Add(queue, processQueue);
            return true;
        }
    }

    /// <summary>Puts another one in the place of this one; false when it is gone or was made anew.</summary>
    public bool TryReplace(MessageQueue queue, ProcessQueue before, ProcessQueue after)
    {
        lock (_lock)
        {
            if (_closed || !Holds(queue, before))
            {
                return false;
            }

            _current = _current.SetItem(queue, after);
            return true;
        }
    }

    /// <summary>Takes the queue out when it is still this one; false when it is gone or was made anew.</summary>
    public bool Remove(MessageQueue queue, ProcessQueue processQueue)
    {
        lock (_lock)
        {
            if (!Holds(queue, processQueue))
            {
                return false;
            }

            _current = _current.Remove(queue);
            return true;
        }
    }

    /// <summary>Counts a reset; those of the queues that are held, which are its business from now on.</summary>
    public IReadOnlyList<KeyValuePair<MessageQueue, ProcessQueue>> BeginReset(IEnumerable<MessageQueue> queues)
    {
        lock (_lock)
        {
            _resets++;
            var wanted = queues.ToHashSet();
            List<KeyValuePair<MessageQueue, ProcessQueue>> held = [.. _current.Where(pair => wanted.Contains(pair.Key))];
            held.ForEach(pair => pair.Value.IsReset = true);
            return held;
        }
    }

    /// <summary>
    /// Makes a change to the queue that a reset must come after; false, and nothing is done, when the queue is gone, was made anew or is
    /// being reset.
    /// </summary>
    public bool TryBeforeReset(MessageQueue queue, ProcessQueue processQueue, Action change)
    {
        lock (_lock)
        {
            if (processQueue.IsReset || !Holds(queue, processQueue))
            {
                return false;
            }

            change();
            return true;
        }
    }

    /// <summary>Drops every queue and forgets it; later ones are not taken.</summary>
    public void DropAll()
    {
        ImmutableDictionary<MessageQueue, ProcessQueue> dropped;
        lock (_lock)
        {
            _closed = true;
            dropped = _current;
            _current = ImmutableDictionary<MessageQueue, ProcessQueue>.Empty;
        }

        foreach (var processQueue in dropped.Values)
        {
            processQueue.Drop();
        }
    }
}
