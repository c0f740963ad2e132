using Dashboard.Clusters;
using Dashboard.Configuration;
using Engine.Hosting;

namespace Dashboard.Hosting;

internal static class ClustersRoom
{
    /// <summary>The embedded cluster, started and stopped with the host, and the registry of all clusters.</summary>
    internal static void AddClustersRoom(this IServiceCollection services, ConsoleOptions options)
    {
        services.AddEmbeddedCluster(options.Embedded);
        if (options.Embedded.Enabled)
            services.AddSingleton(provider => Embedded(provider.GetRequiredService<IEmbeddedCluster>()));

        services.AddSingleton<ClusterRegistry>();
    }

    private static RegisteredCluster Embedded(IEmbeddedCluster cluster) => new(
        new ClusterGateway(
            cluster.Name,
            ClusterKind.Embedded,
            isReadOnly: false,
            () => cluster.IsReady,
            () => cluster.WriteStops,
            () => cluster.Admin)
        {
            NodesNow = () => cluster.Nodes,
        },
        new ClusterChanger(cluster.Name, () => cluster.IsReady, () => cluster.Admin, cluster.ChangeNodeAsync));
}
