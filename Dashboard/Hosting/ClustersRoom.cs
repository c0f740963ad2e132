using System.Collections.Frozen;
using Dashboard.Clusters;
using Dashboard.Configuration;
using Engine.Hosting;

namespace Dashboard.Hosting;

internal static class ClustersRoom
{
    private static readonly IReadOnlyDictionary<string, string> NoWriteStops = FrozenDictionary<string, string>.Empty;

    /// <summary>
    /// The embedded cluster, started and stopped with the host, the remote ones, which the start does not wait for, and the registry of
    /// all.
    /// </summary>
    internal static void AddClustersRoom(this IServiceCollection services, ConsoleOptions options)
    {
        services.AddEmbeddedCluster(options.Embedded);
        if (options.Embedded.Enabled)
            services.AddSingleton(provider => Embedded(provider.GetRequiredService<IEmbeddedCluster>()));

        services.AddRemoteClusters([.. options.Clusters]);
        services.AddSingleton(provider => new ClusterRegistry(
            [.. provider.GetServices<RegisteredCluster>(), .. provider.GetServices<IRemoteCluster>().Select(Remote)]));
    }

    /// <summary>Always ready: whether it can be reached is found out, and told, by whoever asks it something.</summary>
    private static RegisteredCluster Remote(IRemoteCluster cluster) => new(
        new ClusterGateway(
            cluster.Name, ClusterKind.Remote, cluster.IsReadOnly, static () => true, static () => NoWriteStops, () => cluster.Admin)
        {
            NameServers = cluster.NameServers,
        },
        cluster.IsReadOnly ? null : new ClusterChanger(cluster.Name, static () => true, () => cluster.Admin));

    private static RegisteredCluster Embedded(IEmbeddedCluster cluster) => new(
        new ClusterGateway(
            cluster.Name,
            ClusterKind.Embedded,
            isReadOnly: false,
            () => cluster.IsReady,
            () => cluster.WriteStops,
            () => cluster.Admin)
        {
            NameServers = cluster.NameServers,
            NodesNow = () => cluster.Nodes,
        },
        new ClusterChanger(cluster.Name, () => cluster.IsReady, () => cluster.Admin, cluster.ChangeNodeAsync)
        {
            AddSlave = cluster.AddSlaveAsync,
        });
}
