using Engine.Client.Consuming.Processing;
using Engine.Protocol;
using Engine.Protocol.Messages;

namespace Engine.Client.Consuming.Lite;

/// <summary>
/// Keeps pulled messages until the application polls them, batch after batch as they came. Mirrors the consumeRequestCache and
/// AssignedMessageQueue of DefaultLitePullConsumerImpl. Safe for many threads.
/// </summary>
internal sealed class PolledMessages(ConsumerScope scope) : IConsumeService
{
    private readonly Lock _lock = new();
    private readonly Dictionary<MessageQueue, PolledQueue> _queues = [];
    private Queue<PolledQueue> _turns = new();
    private TaskCompletionSource _arrived = NewSignal();
    private bool _stopped;

    /// <summary>The application's threads poll; there is nothing to change.</summary>
    public int Concurrency
    {
        get => 1;
        set => throw new InvalidOperationException("a pull consumer makes no listener calls");
    }

    /// <summary>Batches that wait for a poll.</summary>
    public (int Running, int Waiting) Load
    {
        get
        {
            lock (_lock)
            {
                return (0, _turns.Count);
            }
        }
    }

    public void Submit(MessageQueue queue, ProcessQueue processQueue, IReadOnlyList<MessageExt> messages)
    {
        lock (_lock)
        {
            if (!scope.Queues.Holds(queue, processQueue))
            {
                return;
            }

            var polled = Of(queue, processQueue);
            polled.Add(messages);
            _turns.Enqueue(polled);
            _arrived.TrySetResult();
        }
    }

    public void PassOver(MessageQueue queue, ProcessQueue processQueue, long offset)
    {
        lock (_lock)
        {
            if (scope.Queues.Holds(queue, processQueue))
            {
                Of(queue, processQueue).PassOver(offset);
            }
        }
    }

    /// <summary>A queue that was made anew at this offset: what waits of it is forgotten.</summary>
    public void Begin(MessageQueue queue, ProcessQueue processQueue, long offset)
    {
        lock (_lock)
        {
            Replace(queue, new PolledQueue(queue, processQueue, offset));
        }
    }

    /// <summary>
    /// The next batch of one queue; empty when none came in time. What the application has of it is done when it says so, or polls again.
    /// </summary>
    /// <exception cref="InvalidOperationException">The consumer is stopped.</exception>
    public async ValueTask<IReadOnlyList<MessageExt>> TakeAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        var clock = scope.TimeProvider;
        var began = clock.GetTimestamp();
        while (true)
        {
            Task arrived;
            lock (_lock)
            {
                if (TakeNext() is { } messages)
                {
                    return messages;
                }

                _arrived = _arrived.Task.IsCompleted ? NewSignal() : _arrived;
                arrived = _arrived.Task;
            }

            var left = timeout - clock.GetElapsedTime(began);
            if (left <= TimeSpan.Zero)
            {
                return [];
            }

            try
            {
                await arrived.WaitAsync(left, clock, cancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                return [];
            }
        }
    }

    /// <summary>Caches the positions as the group's offsets; the queues of which they are new.</summary>
    public IReadOnlyList<MessageQueue> Commit()
    {
        lock (_lock)
        {
            foreach (var gone in _queues.Values.Where(polled => polled.ProcessQueue.IsDropped).ToArray())
            {
                Replace(gone.Queue, null);
            }

            return [.. _queues.Values.Where(polled => polled.Commit(scope.Offsets)).Select(polled => polled.Queue).Order()];
        }
    }

    /// <summary>Offset of the queue's next message to be polled; null when it is not known.</summary>
    public long? PositionOf(MessageQueue queue)
    {
        lock (_lock)
        {
            return _queues.TryGetValue(queue, out var polled) && !polled.ProcessQueue.IsDropped ? polled.Position : null;
        }
    }

    public bool TryGiveUp(MessageQueue queue, ProcessQueue processQueue) => true;

    public void Keep(MessageQueue queue, ProcessQueue processQueue)
    {
        // Nothing was begun to give it up.
    }

    public ValueTask StopAsync(TimeSpan patience)
    {
        lock (_lock)
        {
            _stopped = true;
            _arrived.TrySetResult();
        }

        return ValueTask.CompletedTask;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private IReadOnlyList<MessageExt>? TakeNext()
    {
        if (_stopped)
        {
            throw new InvalidOperationException($"the consumer {scope.Instance.ClientId} of group {scope.Group} is stopped");
        }

        while (_turns.TryDequeue(out var polled))
        {
            if (polled.Take() is { } messages)
            {
                return messages;
            }
        }

        return null;
    }

    private PolledQueue Of(MessageQueue queue, ProcessQueue processQueue)
    {
        if (_queues.TryGetValue(queue, out var known) && known.ProcessQueue == processQueue)
        {
            return known;
        }

        var polled = new PolledQueue(queue, processQueue, null);
        Replace(queue, polled);
        return polled;
    }

    private void Replace(MessageQueue queue, PolledQueue? polled)
    {
        if (_queues.Remove(queue, out var before))
        {
            _turns = new Queue<PolledQueue>(_turns.Where(turn => turn != before));
        }

        if (polled is not null)
        {
            _queues.Add(queue, polled);
        }
    }
}
