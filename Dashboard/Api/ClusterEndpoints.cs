using Dashboard.Api.Contracts;
using Dashboard.Clusters;
using Engine.Admin;

namespace Dashboard.Api;

/// <summary>The registered clusters.</summary>
internal static class ClusterEndpoints
{
    public static void MapClusters(this RouteGroupBuilder api)
    {
        api.MapRead("/clusters", ListAsync).WithTags("clusters").WithName("listClusters")
            .WithSummary("The registered clusters with their brokers")
            .Produces<IReadOnlyList<ClusterContract>>();
        api.MapRead("/clusters/{cluster}/replication", ReadReplicationAsync).WithTags("clusters").WithName("getReplication")
            .WithSummary("How slaves stand to their masters: offset, bytes and seconds behind, tables")
            .Produces<ReplicationContract>();
    }

    private static async Task<IResult> ReadReplicationAsync(
        HttpContext context, string cluster, ClusterRegistry clusters, CancellationToken cancellationToken) =>
        ApiJson.Result(context, ReplicationContract.Of(await clusters.Get(cluster).ReadReplicationAsync(cancellationToken)));

    private static async Task<IResult> ListAsync(HttpContext context, ClusterRegistry clusters, CancellationToken cancellationToken) =>
        ApiJson.Result(context, await Task.WhenAll(clusters.Clusters.Select(gateway => ReadAsync(gateway, cancellationToken))));

    private static async Task<ClusterContract> ReadAsync(IClusterGateway gateway, CancellationToken cancellationToken)
    {
        var kind = gateway.Kind == ClusterKind.Embedded ? "embedded" : "remote";
        try
        {
            var view = await gateway.GetClusterAsync(cancellationToken);
            return new ClusterContract(gateway.Name, kind, gateway.IsReadOnly, view.NameServers, view.Brokers, null);
        }
        catch (AdminException silent)
        {
            return new ClusterContract(gateway.Name, kind, gateway.IsReadOnly, gateway.NameServers, [], silent.Message);
        }
    }
}
