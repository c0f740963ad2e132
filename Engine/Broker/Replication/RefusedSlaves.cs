using Engine.Protocol.Bodies;

namespace Engine.Broker.Replication;

/// <summary>Slaves that were turned away of late, so that the master's status says why. Any thread.</summary>
internal sealed class RefusedSlaves(TimeProvider timeProvider)
{
    private const int Most = 16;

    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly List<(HaConnectionStatus Status, long At)> _all = [];

    /// <summary>Notes one; the latest of an IP address counts.</summary>
    public void Add(HaConnectionStatus status)
    {
        lock (_lock)
        {
            Forget_NeedsLock();
            _all.RemoveAll(one => HostOf(one.Status) == HostOf(status));
            if (_all.Count == Most)
            {
                _all.RemoveAt(0);
            }

            _all.Add((status, timeProvider.GetTimestamp()));
        }
    }

    public IReadOnlyList<HaConnectionStatus> Read()
    {
        lock (_lock)
        {
            Forget_NeedsLock();
            return [.. _all.Select(one => one.Status)];
        }
    }

    private static string HostOf(HaConnectionStatus status) => status.Addr[..Math.Max(0, status.Addr.LastIndexOf(':'))];

    private void Forget_NeedsLock() => _all.RemoveAll(one => timeProvider.GetElapsedTime(one.At) >= Kept);
}
