namespace Engine.Admin.Clusters;

/// <summary>The parts of a cluster. Mirrors RocketMQ's ClusterInfo.</summary>
/// <param name="Name">Cluster name.</param>
/// <param name="NameServers">Addresses, "ip:port".</param>
/// <param name="Brokers">By name, then id.</param>
public sealed record ClusterView(string Name, IReadOnlyList<string> NameServers, IReadOnlyList<BrokerView> Brokers);
