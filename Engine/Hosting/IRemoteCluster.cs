using Engine.Admin;

namespace Engine.Hosting;

/// <summary>A RocketMQ cluster that runs elsewhere, reached through its name servers by TCP.</summary>
public interface IRemoteCluster
{
    /// <summary>Cluster name in figures and URLs.</summary>
    string Name { get; }

    /// <summary>Addresses of the name servers, "host:port".</summary>
    IReadOnlyList<string> NameServers { get; }

    /// <summary>Whether the configuration allows looking only; whoever uses the cluster keeps to it.</summary>
    bool IsReadOnly { get; }

    /// <summary>
    /// What an operator does, on this cluster. Connections are made when something is asked; a cluster that cannot be reached is an
    /// <see cref="AdminException"/> of that question, no more.
    /// </summary>
    IClusterAdmin Admin { get; }
}
