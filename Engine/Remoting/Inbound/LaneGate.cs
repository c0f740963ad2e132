namespace Engine.Remoting.Inbound;

/// <summary>Counts the places of a <see cref="HandlerLane"/> and keeps the requests that wait for one in order of arrival.</summary>
internal sealed class LaneGate(HandlerLane lane, TimeProvider timeProvider)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<Waiter> _waiting = [];
    private int _taken;

    public HandlerLane Lane { get; } = lane;

    /// <summary>How many requests wait, and how long the first of them.</summary>
    public LaneLoad Load
    {
        get
        {
            lock (_lock)
            {
                var headWait = _waiting.First is { } first ? timeProvider.GetElapsedTime(first.Value.Since) : TimeSpan.Zero;
                return new LaneLoad(_waiting.Count, headWait);
            }
        }
    }

    /// <summary>
    /// False when the lane is full. Otherwise the place is taken, at once when <paramref name="turn"/> is null, or as soon as that
    /// task completes; a turn whose token is cancelled while it waits takes none. A taken place is given back by <see cref="Leave"/>.
    /// </summary>
    public bool TryEnter(CancellationToken cancellationToken, out Task? turn)
    {
        turn = null;
        LinkedListNode<Waiter> node;
        lock (_lock)
        {
            if (_taken < Lane.Parallelism)
            {
                _taken++;
                return true;
            }

            if (_waiting.Count >= Lane.Capacity)
            {
                return false;
            }

            node = _waiting.AddLast(new Waiter(timeProvider.GetTimestamp()));
        }

        turn = cancellationToken.CanBeCanceled ? WaitAsync(node, cancellationToken) : node.Value.Task;
        return true;
    }

    /// <summary>Gives the place to the longest waiting request, or back.</summary>
    public void Leave()
    {
        Waiter next;
        lock (_lock)
        {
            if (_waiting.First is not { } first)
            {
                _taken--;
                return;
            }

            _waiting.RemoveFirst();
            next = first.Value;
        }

        next.SetResult();
    }

    private async Task WaitAsync(LinkedListNode<Waiter> node, CancellationToken cancellationToken)
    {
        using var registration = cancellationToken.UnsafeRegister(_ => Abandon(node, cancellationToken), null);
        await node.Value.Task.ConfigureAwait(false);
    }

    private void Abandon(LinkedListNode<Waiter> node, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (node.List is null)
            {
                // The place was handed over already; its taker leaves it.
                return;
            }

            _waiting.Remove(node);
        }

        node.Value.SetCanceled(cancellationToken);
    }

    private sealed class Waiter(long since) : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public long Since { get; } = since;
    }
}
