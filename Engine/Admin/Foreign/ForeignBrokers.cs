using System.Collections.Concurrent;
using Engine.Admin.Clusters;

namespace Engine.Admin.Foreign;

/// <summary>
/// The brokers that do not know our own requests (30001, 30002). Each is asked anew after 10 minutes, as one of ours may have taken its
/// place. Bounded by the brokers of the cluster.
/// </summary>
internal sealed class ForeignBrokers(TimeProvider timeProvider)
{
    private static readonly TimeSpan Believed = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<BrokerEndpoint, long> _foundAt = new();

    public bool Contains(BrokerEndpoint broker) =>
        _foundAt.TryGetValue(broker, out var foundAt) && timeProvider.GetElapsedTime(foundAt) < Believed;

    public void Add(BrokerEndpoint broker) => _foundAt[broker] = timeProvider.GetTimestamp();
}
