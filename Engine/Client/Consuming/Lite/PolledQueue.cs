using Engine.Client.Consuming.Offsets;
using Engine.Client.Consuming.Processing;
using Engine.Protocol;
using Engine.Protocol.Messages;

namespace Engine.Client.Consuming.Lite;

/// <summary>
/// What waits of one queue for a poll, and how far the polls have come. Not safe for many threads: <see cref="PolledMessages"/> locks.
/// Bounded by the flow control of the pulls.
/// </summary>
internal sealed class PolledQueue(MessageQueue queue, ProcessQueue processQueue, long? position)
{
    private readonly Queue<IReadOnlyList<MessageExt>> _waiting = new();
    private long? _committed;

    public MessageQueue Queue { get; } = queue;

    public ProcessQueue ProcessQueue { get; } = processQueue;

    /// <summary>Offset of the next message to be polled; null before the first one.</summary>
    public long? Position { get; private set; } = position;

    public void Add(IReadOnlyList<MessageExt> messages) => _waiting.Enqueue(messages);

    /// <summary>The next batch; null when it was dropped meanwhile.</summary>
    public IReadOnlyList<MessageExt>? Take()
    {
        var messages = _waiting.Dequeue();
        if (ProcessQueue.IsDropped || ProcessQueue.Remove(messages) is not { } next)
        {
            return null;
        }

        Position = next;
        return messages;
    }

    /// <summary>Nothing waits, and below this offset is nothing more for the group.</summary>
    public void PassOver(long offset)
    {
        if (_waiting.Count == 0)
        {
            Position = offset;
        }
    }

    /// <summary>Caches the position as the group's offset; false when that is known already or the queue is dropped.</summary>
    public bool Commit(IOffsetStore offsets)
    {
        if (Position is not { } position || position == _committed || !ProcessQueue.Commit(offsets, Queue, position, increaseOnly: false))
        {
            return false;
        }

        _committed = position;
        return true;
    }
}
