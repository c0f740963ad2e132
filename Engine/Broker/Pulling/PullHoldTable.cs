using System.Collections.Concurrent;
using Engine.Store;

namespace Engine.Broker.Pulling;

/// <summary>
/// Held pulls by topic and queue id, woken by signals, never polled. At most a given number; one more is not held, and counted. As
/// many queues as were ever held and not deleted. Mirrors PullRequestHoldService.
/// </summary>
/// <param name="capacity">Pulls held at the same time.</param>
/// <param name="passes">Whether the message at an offset of a queue passes a filter that asks for the record.</param>
internal sealed class PullHoldTable(int capacity, Func<string, int, long, IMessageFilter, bool> passes)
{
    private readonly ConcurrentDictionary<(string Topic, int QueueId), HeldQueue> _queues = new();
    private int _count;
    private long _refused;
    private volatile bool _stopped;

    /// <summary>Pulls held now.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Queues it knows.</summary>
    public int Queues => _queues.Count;

    /// <summary>Pulls not held because the table was full.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>
    /// Holds a pull until <see cref="Release"/>. The caller then looks at the queue once more, so that a message in between is not
    /// missed. False when the table is full.
    /// </summary>
    public bool TryHold(HeldPull pull)
    {
        if (Interlocked.Increment(ref _count) > capacity)
        {
            Interlocked.Decrement(ref _count);
            Interlocked.Increment(ref _refused);
            return false;
        }

        HeldQueue queue;
        while (!(queue = _queues.GetOrAdd((pull.Topic, pull.QueueId), static _ => new HeldQueue())).TryAdd(pull))
        {
            Forget(pull.Topic, pull.QueueId, queue);
        }

        if (_stopped)
        {
            pull.Wake();
        }

        return true;
    }

    public void Release(HeldPull pull)
    {
        if (_queues.TryGetValue((pull.Topic, pull.QueueId), out var queue) && queue.Remove(pull, out var isOver))
        {
            Interlocked.Decrement(ref _count);
            if (isOver)
            {
                Forget(pull.Topic, pull.QueueId, queue);
            }
        }
    }

    /// <summary>A message became readable: wakes who waits for it. The record is looked at only for those who filter by it.</summary>
    public void Arrived(string topic, int queueId, long newMaxOffset, long tagsCode)
    {
        if (_count == 0 || !_queues.TryGetValue((topic, queueId), out var queue))
        {
            return;
        }

        var state = (newMaxOffset, tagsCode);
        foreach (var pull in queue.Find(static (pull, arrival) => pull.Wants(arrival.newMaxOffset, arrival.tagsCode), state))
        {
            if (pull.RecordFilter is not { } filter || passes(topic, queueId, newMaxOffset - 1, filter))
            {
                pull.Wake();
            }
        }
    }

    /// <summary>The group's offset on the queue was set.</summary>
    public void WakeGroup(string group, string topic, int queueId)
    {
        if (_queues.TryGetValue((topic, queueId), out var queue))
        {
            queue.Wake(static (pull, name) => pull.Group == name, group);
        }
    }

    /// <summary>The topic was deleted: its pulls go, and its queues with them.</summary>
    public void RemoveTopic(string topic)
    {
        WakeTopic(topic);
        foreach (var ((_, queueId), queue) in _queues.Where(queue => queue.Key.Topic == topic))
        {
            if (queue.End())
            {
                Forget(topic, queueId, queue);
            }
        }
    }

    /// <summary>The topic was changed.</summary>
    public void WakeTopic(string topic)
    {
        foreach (var (_, queue) in _queues.Where(queue => queue.Key.Topic == topic))
        {
            queue.Wake(static (_, _) => true, 0);
        }
    }

    /// <summary>Lets every pull go, and each later one at once.</summary>
    public void Stop()
    {
        _stopped = true;
        foreach (var queue in _queues.Values)
        {
            queue.Wake(static (_, _) => true, 0);
        }
    }

    private void Forget(string topic, int queueId, HeldQueue queue) => _queues.TryRemove(new((topic, queueId), queue));
}
