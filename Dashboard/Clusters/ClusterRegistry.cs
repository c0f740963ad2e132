using System.Collections.Frozen;
using Engine.Admin;

namespace Dashboard.Clusters;

/// <summary>The clusters of the configuration, in its order; names are case-sensitive. Fixed for the life of the process.</summary>
internal sealed class ClusterRegistry
{
    private readonly FrozenDictionary<string, RegisteredCluster> _byName;

    public ClusterRegistry(IEnumerable<RegisteredCluster> clusters)
    {
        var all = clusters.ToArray();
        _byName = all.ToFrozenDictionary(cluster => cluster.Gateway.Name, StringComparer.Ordinal);
        Clusters = [.. all.Select(cluster => cluster.Gateway)];
    }

    public IReadOnlyList<IClusterGateway> Clusters { get; }

    public IClusterGateway? Find(string name) => _byName.GetValueOrDefault(name)?.Gateway;

    /// <summary>Null for an unknown cluster and for a read-only one.</summary>
    public IClusterChanger? FindChanger(string name) => _byName.GetValueOrDefault(name)?.Changer;

    /// <summary>As <see cref="Find"/>; an unknown name is an <see cref="AdminException"/> that names it and lists what there is.</summary>
    public IClusterGateway Get(string name) => Find(name) ?? throw Unknown(name);

    private AdminException Unknown(string name)
    {
        var known = Clusters.Count == 0 ? "there is none" : $"there is {string.Join(", ", Clusters.Select(cluster => cluster.Name))}";
        return new AdminException(AdminErrorKind.ClusterNotFound, $"The cluster '{name}' does not exist; {known}.") { Field = "cluster" };
    }
}
