using Engine.Protocol;

namespace Engine.Broker.Locks;

/// <summary>
/// The queues that members consume in order, each held by one member of a group for as long as it keeps asking (D7). A lock that was not
/// refreshed for the lease is anybody's; a closed connection alone frees none. In memory only: after a restart everybody asks anew.
/// Mirrors RebalanceLockManager.
/// </summary>
/// <remarks>As many entries as queues that were asked for within the last two leases.</remarks>
internal sealed class QueueLockTable(TimeSpan lease, TimeProvider timeProvider)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Group, MessageQueue Queue), QueueLock> _locks = [];
    private long _sweptAt = timeProvider.GetTimestamp();

    /// <summary>Locks now, expired ones that nobody has swept away yet among them.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _locks.Count;
            }
        }
    }

    /// <summary>Takes what is free or expired, refreshes what the member holds.</summary>
    /// <returns>Those of the queues that the member holds now.</returns>
    public IReadOnlyList<MessageQueue> TryLock(string group, string clientId, IEnumerable<MessageQueue> queues)
    {
        var held = new List<MessageQueue>();
        lock (_lock)
        {
            Sweep_NeedsLock();
            var now = timeProvider.GetTimestamp();
            foreach (var queue in queues)
            {
                if (!_locks.TryGetValue((group, queue), out var known) || known.ClientId == clientId || IsExpired(known))
                {
                    _locks[(group, queue)] = new QueueLock(clientId, now);
                    held.Add(queue);
                }
            }
        }

        return held;
    }

    /// <summary>Lets go of those that the member holds; others' locks stay.</summary>
    public void Unlock(string group, string clientId, IEnumerable<MessageQueue> queues)
    {
        lock (_lock)
        {
            foreach (var queue in queues)
            {
                if (_locks.TryGetValue((group, queue), out var known) && known.ClientId == clientId)
                {
                    _locks.Remove((group, queue));
                }
            }
        }
    }

    private bool IsExpired(QueueLock known) => timeProvider.GetElapsedTime(known.RefreshedAt) > lease;

    /// <summary>Once a lease: what nobody asks for any more must not stay for ever.</summary>
    private void Sweep_NeedsLock()
    {
        if (timeProvider.GetElapsedTime(_sweptAt) <= lease)
        {
            return;
        }

        _sweptAt = timeProvider.GetTimestamp();
        foreach (var key in _locks.Where(entry => IsExpired(entry.Value)).Select(entry => entry.Key).ToList())
        {
            _locks.Remove(key);
        }
    }
}
