using Dashboard.Api.Contracts;
using Dashboard.Clusters;

namespace Dashboard.Api;

/// <summary>The registered clusters.</summary>
internal static class ClusterEndpoints
{
    public static void MapClusters(this RouteGroupBuilder api) =>
        api.MapGet("/clusters", ListAsync).WithTags("clusters").WithName("listClusters").Produces<IReadOnlyList<ClusterContract>>();

    private static async Task<IResult> ListAsync(HttpContext context, ClusterRegistry clusters, CancellationToken cancellationToken)
    {
        var list = new List<ClusterContract>();
        foreach (var gateway in clusters.Clusters)
        {
            var view = await gateway.GetClusterAsync(cancellationToken);
            var kind = gateway.Kind == ClusterKind.Embedded ? "embedded" : "remote";
            list.Add(new ClusterContract(gateway.Name, kind, gateway.IsReadOnly, view.NameServers, view.Brokers));
        }

        return ApiJson.Result(context, list);
    }
}
