using Dashboard.Clusters;
using Dashboard.Configuration;

namespace Dashboard.Hosting;

internal static class ClustersRoom
{
    internal static void AddClustersRoom(this IServiceCollection services, ConsoleOptions options)
    {
        services.AddSingleton<ClusterRegistry>();
    }
}
