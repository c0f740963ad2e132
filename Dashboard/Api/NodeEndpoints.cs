using Dashboard.Api.Contracts;
using Dashboard.Changes.Operations;
using Dashboard.Clusters;
using Engine.Admin.Clusters;

namespace Dashboard.Api;

/// <summary>The nodes of an embedded cluster: which there are, and their stop, start and kill.</summary>
internal static class NodeEndpoints
{
    public static void MapNodes(this RouteGroupBuilder api)
    {
        var nodes = api.MapGroup("/clusters/{cluster}/nodes").WithTags("nodes");
        nodes.MapRead("", List).WithName("listNodes").WithSummary("Name server and brokers of an embedded cluster; of others none")
            .Produces<IReadOnlyList<NodeContract>>();
        MapAction(nodes, "stop", NodeAction.Stop, "Stops a node in order: it persists everything and leaves");
        MapAction(nodes, "start", NodeAction.Start, "Starts a node that was stopped or killed");
        MapAction(nodes, "kill", NodeAction.Kill, "Ends a node as a crash would: nothing is persisted, it recovers at its next start");
    }

    private static void MapAction(RouteGroupBuilder nodes, string name, NodeAction action, string summary) =>
        nodes.MapChange(
                "POST",
                $"/{{node}}/{name}",
                (HttpContext context, string cluster, string node, NodeOperations operations, CancellationToken cancellationToken) =>
                    ChangeAsync(context, (cluster, node), action, operations, cancellationToken))
            .WithName($"{name}Node").WithSummary(summary)
            .Accepts<NodeChangeContract>(isOptional: true, "application/json").ProducesProblem(502).Produces<NodeContract>();

    private static IResult List(HttpContext context, string cluster, ClusterRegistry clusters) =>
        ApiJson.Result(context, clusters.Get(cluster).Nodes.Select(NodeContract.Of).ToList());

    private static async Task<IResult> ChangeAsync(
        HttpContext context,
        (string Cluster, string Node) named,
        NodeAction action,
        NodeOperations operations,
        CancellationToken cancellationToken)
    {
        var request = context.Request;
        var body = request.ContentType is null && request.ContentLength is null or 0
            ? new NodeChangeContract()
            : await JsonBody.ReadAsync<NodeChangeContract>(request, cancellationToken);
        ReasonRule.Require(body.Reason);
        var node = await operations.ChangeAsync(
            named.Cluster, named.Node, action, RequestActor.Of(context), body.Reason, cancellationToken);
        return ApiJson.Result(context, NodeContract.Of(node));
    }
}
