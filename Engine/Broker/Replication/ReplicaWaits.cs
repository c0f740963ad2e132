using Engine.Store;

namespace Engine.Broker.Replication;

/// <summary>
/// Lets senders wait until a slave has their messages. No thread waits with them. Mirrors CommitLog#submitReplicaRequest and
/// GroupTransferService; woken by reports of slaves, not by a clock.
/// </summary>
internal sealed class ReplicaWaits : IDisposable
{
    private readonly HaSlaves _slaves;
    private readonly BrokerOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private PriorityQueue<ReplicaWaiter, long> _waiting = new();
    private bool _isTimerArmed;
    private bool _isClosed;

    public ReplicaWaits(HaSlaves slaves, BrokerOptions options, TimeProvider timeProvider)
    {
        _slaves = slaves;
        _options = options;
        _timeProvider = timeProvider;
        _timer = timeProvider.CreateTimer(_ => Expire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>How many wait.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count;
            }
        }
    }

    /// <summary>Waits until a slave has everything before a log offset.</summary>
    /// <returns>
    /// PUT_OK; FLUSH_SLAVE_TIMEOUT when it took too long; SLAVE_NOT_AVAILABLE at once when no slave is connected and near enough.
    /// </returns>
    public async ValueTask<PutStatus> WaitAsync(long end, CancellationToken cancellationToken)
    {
        var best = _slaves.BestAck;
        if (best < 0 || end - best >= _options.HaSlaveFallBehindMax)
        {
            return PutStatus.SlaveNotAvailable;
        }

        if (TryEnter(end) is not { } waiter)
        {
            return _slaves.BestAck >= end ? PutStatus.PutOk : PutStatus.FlushSlaveTimeout;
        }

        using var registration = cancellationToken.UnsafeRegister(
            static (state, token) => ((ReplicaWaiter)state!).TrySetCanceled(token), waiter);
        return await waiter.Task.ConfigureAwait(false) ? PutStatus.PutOk : PutStatus.FlushSlaveTimeout;
    }

    /// <summary>Answers those whose messages a slave has now.</summary>
    public void Acknowledged()
    {
        var best = _slaves.BestAck;
        lock (_lock)
        {
            while (_waiting.TryPeek(out var waiter, out var end) && end <= best)
            {
                _waiting.Dequeue();
                waiter.TrySetResult(true);
            }
        }
    }

    /// <summary>Answers all who still wait; later ones at once.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isClosed = true;
            foreach (var (waiter, _) in _waiting.UnorderedItems)
            {
                waiter.TrySetResult(false);
            }

            _waiting.Clear();
        }

        _timer.Dispose();
    }

    /// <summary>Null when there is nothing to wait for.</summary>
    private ReplicaWaiter? TryEnter(long end)
    {
        lock (_lock)
        {
            // Looked at under the lock: a report before this is seen, one after it finds the waiter.
            if (_isClosed || _slaves.BestAck >= end)
            {
                return null;
            }

            var waiter = new ReplicaWaiter(_timeProvider.GetTimestamp());
            _waiting.Enqueue(waiter, end);
            if (!_isTimerArmed)
            {
                _isTimerArmed = true;
                _timer.Change(_options.SlaveTimeout, Timeout.InfiniteTimeSpan);
            }

            return waiter;
        }
    }

    private void Expire()
    {
        lock (_lock)
        {
            if (_isClosed)
            {
                return;
            }

            // Read once: who is not late by it has time left by it.
            var now = _timeProvider.GetTimestamp();
            var left = new PriorityQueue<ReplicaWaiter, long>();
            var next = Timeout.InfiniteTimeSpan;
            foreach (var (waiter, end) in _waiting.UnorderedItems)
            {
                var rest = _options.SlaveTimeout - _timeProvider.GetElapsedTime(waiter.Began, now);
                if (rest <= TimeSpan.Zero)
                {
                    waiter.TrySetResult(false);
                    continue;
                }

                left.Enqueue(waiter, end);
                next = next < TimeSpan.Zero || rest < next ? rest : next;
            }

            _waiting = left;
            _isTimerArmed = left.Count > 0;
            _timer.Change(next, Timeout.InfiniteTimeSpan);
        }
    }
}
