using Engine.Admin.Clusters;

namespace Dashboard.Api.Contracts;

/// <summary>One registered cluster.</summary>
internal sealed record ClusterContract(
    string Name,
    string Kind,
    bool ReadOnly,
    IReadOnlyList<string> NameServers,
    IReadOnlyList<BrokerView> Brokers);
