using System.Collections.Concurrent;

namespace Engine.Broker.Offsets;

/// <summary>Queues that had messages once, as an offset above 0 tells, and had none at the start. Any thread.</summary>
internal sealed class EmptiedQueues
{
    private readonly ConcurrentDictionary<(string Topic, int QueueId), bool> _queues = new();

    public void Note(string topic, IEnumerable<LoweredOffset> lowered)
    {
        foreach (var queue in lowered.Where(queue => queue.After == 0))
        {
            _queues[(topic, queue.QueueId)] = true;
        }
    }

    public bool Has(string topic, int queueId) => !_queues.IsEmpty && _queues.ContainsKey((topic, queueId));

    /// <summary>The topic is deleted: one made anew under its name never had a message.</summary>
    public void Forget(string topic)
    {
        foreach (var queue in _queues.Keys.Where(queue => queue.Topic == topic))
        {
            _queues.TryRemove(queue, out _);
        }
    }
}
