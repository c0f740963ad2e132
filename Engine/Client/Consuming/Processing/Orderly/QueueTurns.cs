using Engine.Protocol;

namespace Engine.Client.Consuming.Processing.Orderly;

/// <summary>
/// Sees to it that of each queue one turn runs at a time, also when its process queue was made anew while a listener call of the former one
/// still runs. Mirrors RocketMQ's MessageQueueLock. Holds an entry per turn under way.
/// </summary>
internal sealed class QueueTurns
{
    private readonly Lock _lock = new();
    private readonly Dictionary<MessageQueue, ProcessQueue?> _next = [];

    /// <summary>False when another turn of the queue runs; then this one is next.</summary>
    public bool TryEnter(MessageQueue queue, ProcessQueue processQueue)
    {
        lock (_lock)
        {
            if (_next.TryAdd(queue, null))
            {
                return true;
            }

            // Of several that wait all but the last were dropped.
            _next[queue] = processQueue;
            return false;
        }
    }

    /// <summary>Ends the turn of a queue; the process queue that waited for it, if one did.</summary>
    public ProcessQueue? Leave(MessageQueue queue)
    {
        lock (_lock)
        {
            _next.Remove(queue, out var next);
            return next;
        }
    }

    public bool IsTaken(MessageQueue queue)
    {
        lock (_lock)
        {
            return _next.ContainsKey(queue);
        }
    }
}
