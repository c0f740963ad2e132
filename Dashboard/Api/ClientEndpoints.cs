using Dashboard.Api.Contracts;
using Dashboard.Api.Problems;
using Dashboard.Clusters;
using Engine.Admin.Subscriptions;

namespace Dashboard.Api;

/// <summary>Who is connected, and what members of groups say of themselves.</summary>
internal static class ClientEndpoints
{
    public static void MapClients(this RouteGroupBuilder api)
    {
        var cluster = api.MapGroup("/clusters/{cluster}").WithTags("clients");
        cluster.MapRead("/clients", ListAsync).WithName("listClients")
            .WithSummary("Connected consumers and producers, with running information").Produces<ClientListContract>();
        cluster.MapRead("/groups/{group}/members", MembersAsync).WithName("groupMembers")
            .WithSummary("The members of a group with running information and consumption statistics").Produces<ClientListContract>();
        cluster.MapRead("/groups/{group}/subscriptions", SubscriptionsAsync).WithName("groupSubscriptions")
            .WithSummary("What each member of a group subscribes, and in what members differ").Produces<GroupSubscriptionsContract>();
        cluster.MapRead("/groups/{group}/members/{clientId}", MemberAsync).WithName("readMember")
            .WithSummary("The running information of one member, with its threads on demand").Produces<RunningInfoContract>();
    }

    private static async Task<IResult> ListAsync(
        HttpContext context, string cluster, ClusterRegistry clusters, CancellationToken cancellationToken) =>
        ApiJson.Result(context, ClientListContract.Of(await clusters.Get(cluster).ReadClientsAsync(cancellationToken)));

    private static async Task<IResult> MembersAsync(
        HttpContext context, string cluster, string group, ClusterRegistry clusters, CancellationToken cancellationToken) =>
        ApiJson.Result(context, ClientListContract.Of(await clusters.Get(cluster).ReadMembersAsync(group, cancellationToken)));

    private static async Task<IResult> SubscriptionsAsync(
        HttpContext context, string cluster, string group, ClusterRegistry clusters, CancellationToken cancellationToken)
    {
        var members = await clusters.Get(cluster).ReadMembersAsync(group, cancellationToken);
        return ApiJson.Result(context, GroupSubscriptionsContract.Of(SubscriptionCheck.Of(group, members)));
    }

    private static async Task<IResult> MemberAsync(
        HttpContext context,
        string cluster,
        string group,
        string clientId,
        string? stacks,
        ClusterRegistry clusters,
        CancellationToken cancellationToken)
    {
        var withStacks = stacks switch
        {
            null or "" or "false" => false,
            "true" => true,
            _ => throw new InvalidBodyException("stacks", $"stacks={Clip.Text(stacks)} is not offered; there is: true, false"),
        };
        var running = await clusters.Get(cluster).ReadMemberAsync(group, clientId, withStacks, cancellationToken);
        return ApiJson.Result(context, RunningInfoContract.Of(running));
    }
}
