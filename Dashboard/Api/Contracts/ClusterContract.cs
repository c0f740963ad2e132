using Engine.Admin.Clusters;

namespace Dashboard.Api.Contracts;

/// <summary>One registered cluster; problem says why one that does not answer shows no brokers, else it is null.</summary>
internal sealed record ClusterContract(
    string Name,
    string Kind,
    bool ReadOnly,
    IReadOnlyList<string> NameServers,
    IReadOnlyList<BrokerView> Brokers,
    string? Problem);
