using Engine.Protocol.Bodies;
using Engine.Protocol.Headers;

namespace Engine.NameServer.Routes;

/// <summary>Answers questions from a snapshot of the route table.</summary>
internal static class RouteLookup
{
    /// <summary>The route of a topic (F2), null when it has no queues or none of its brokers an address.</summary>
    public static TopicRouteBody? Find(RouteTable table, string topic)
    {
        if (!table.Topics.TryGetValue(topic, out var queues))
        {
            return null;
        }

        BrokerData[] brokers = [.. queues.Keys.Where(table.Brokers.ContainsKey).Select(name => table.Brokers[name])];
        return brokers.Length == 0 ? null : new TopicRouteBody { QueueDatas = [.. queues.Values], BrokerDatas = brokers };
    }

    public static ClusterInfoBody Clusters(RouteTable table) => new()
    {
        BrokerAddrTable = table.Brokers,
        ClusterAddrTable = table.Brokers.Values
            .GroupBy(broker => broker.Cluster, StringComparer.Ordinal)
            .ToDictionary(
                cluster => cluster.Key,
                cluster => (IReadOnlyList<string>)[.. cluster.Select(broker => broker.BrokerName)],
                StringComparer.Ordinal),
    };

    /// <summary>Where a slave finds the live master of its name; empty for a master.</summary>
    public static RegisterBrokerResponseHeader MasterOf(RouteTable table, string brokerName, long brokerId)
    {
        if (brokerId == 0
            || !table.Brokers.TryGetValue(brokerName, out var broker)
            || !broker.BrokerAddrs.TryGetValue(0, out var address)
            || !table.Live.TryGetValue(address, out var master))
        {
            return new RegisterBrokerResponseHeader();
        }

        return new RegisterBrokerResponseHeader { MasterAddress = address, HaServerAddress = master.HaAddress };
    }
}
