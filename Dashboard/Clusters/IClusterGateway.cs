using Engine.Admin;
using Engine.Admin.Clusters;

namespace Dashboard.Clusters;

/// <summary>The reading half of a cluster, for everyone.</summary>
internal interface IClusterGateway : IClusterReader
{
    /// <summary>Its name in URLs and figures.</summary>
    string Name { get; }

    ClusterKind Kind { get; }

    /// <summary>Addresses of its name servers, known whether or not it answers.</summary>
    IReadOnlyList<string> NameServers { get; }

    /// <summary>True where nobody may change anything.</summary>
    bool IsReadOnly { get; }

    /// <summary>Brokers that take no messages now, by name, with the reason; empty where nobody can tell.</summary>
    IReadOnlyDictionary<string, string> WriteStops { get; }

    /// <summary>The nodes that can be stopped and started one by one; empty but for an embedded cluster.</summary>
    IReadOnlyList<NodeView> Nodes { get; }

    /// <summary>False while an embedded cluster starts or stops; reads fail meanwhile.</summary>
    bool IsReady { get; }
}
