namespace Engine.Broker.Statistics;

/// <summary>The newest change of one topic or group, and who waits for the next one.</summary>
internal sealed class ChangeCell
{
    private readonly Lock _lock = new();
    private readonly List<ChangeWaiter> _waiters = [];
    private long _version;
    private int _waiting;

    public long Version => Interlocked.Read(ref _version);

    /// <summary>Two interlocked operations when nobody waits.</summary>
    public void Raise(long version)
    {
        long seen;
        while ((seen = Interlocked.Read(ref _version)) < version)
        {
            Interlocked.CompareExchange(ref _version, version, seen);
        }

        // The interlocked read orders this look behind the new version: who is added later looks at the version after that.
        if (Interlocked.CompareExchange(ref _waiting, 0, 0) > 0)
        {
            WakeAll();
        }
    }

    public void Add(ChangeWaiter waiter)
    {
        lock (_lock)
        {
            _waiters.Add(waiter);
            Interlocked.Exchange(ref _waiting, _waiters.Count);
        }
    }

    public void Remove(ChangeWaiter waiter)
    {
        lock (_lock)
        {
            _waiters.Remove(waiter);
            Interlocked.Exchange(ref _waiting, _waiters.Count);
        }
    }

    private void WakeAll()
    {
        ChangeWaiter[] waiters;
        lock (_lock)
        {
            waiters = [.. _waiters];
        }

        foreach (var waiter in waiters)
        {
            waiter.Wake();
        }
    }
}
