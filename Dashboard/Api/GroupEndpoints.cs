using Dashboard.Api.Contracts;
using Dashboard.Api.Problems;
using Dashboard.Changes.Operations;
using Dashboard.Clusters;
using Dashboard.Figures.Live;
using Engine.Admin.Groups;

namespace Dashboard.Api;

/// <summary>Consumer groups: list, create, configure, look at, delete.</summary>
internal static class GroupEndpoints
{
    private const string Json = "application/json";

    public static void MapGroups(this RouteGroupBuilder api)
    {
        var groups = api.MapGroup("/clusters/{cluster}/groups").WithTags("groups");
        groups.MapRead("", ListAsync).WithName("listGroups").WithSummary("Consumer groups with state, lag and rates")
            .Produces<IReadOnlyList<GroupContract>>();
        groups.MapChange("POST", "", CreateAsync).WithName("createGroup").WithSummary("Configures a new group; one that exists is a 409")
            .Accepts<GroupSettingsContract>(Json).Produces<GroupSettingsContract>(201);
        groups.MapChange("PUT", "/{group}", UpdateAsync).WithName("updateGroup").WithSummary("Changes a group's configuration")
            .Accepts<GroupSettingsContract>(Json).Produces<GroupSettingsContract>();
        groups.MapRead("/{group}", ReadAsync).WithName("readGroup").WithSummary("One group with members and totals")
            .Produces<GroupDetailContract>();
        groups.MapRead("/{group}/config", ReadConfigAsync).WithName("readGroupConfig")
            .WithSummary("A group's configuration as each broker has it").Produces<GroupConfigContract>();
        groups.MapChange("DELETE", "/{group}", DeleteAsync).WithName("deleteGroup").WithSummary("Deletes a group without members")
            .Produces(204);
    }

    private static async Task<IResult> ListAsync(HttpContext context, string cluster, LiveFeed feed, CancellationToken cancellationToken)
    {
        var overview = await feed.ReadOverviewAsync(cluster, cancellationToken);
        return ApiJson.Result(context, overview.Groups.Select(GroupContract.Of).ToList());
    }

    private static async Task<IResult> ReadAsync(
        HttpContext context,
        string cluster,
        string group,
        LiveFeed feed,
        CancellationToken cancellationToken) =>
        ApiJson.Result(context, GroupDetailContract.Of(await feed.ReadGroupAsync(cluster, group, cancellationToken)));

    private static async Task<IResult> CreateAsync(
        HttpContext context,
        string cluster,
        ClusterOperations operations,
        CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync<GroupSettingsContract>(context.Request, cancellationToken);
        ReasonRule.Require(body.Reason);
        var name = body.Name ?? throw new InvalidBodyException("name", "name is missing; give the group a name");
        var settings = body.Over(new GroupSettings(name));
        await operations.CreateGroupAsync(cluster, settings, RequestActor.Of(context), body.Reason, cancellationToken);
        var location = $"{context.Request.PathBase}{context.Request.Path}/{Uri.EscapeDataString(name)}";
        return TypedResults.Created(location, GroupSettingsContract.Of(settings));
    }

    private static async Task<IResult> UpdateAsync(
        HttpContext context,
        string cluster,
        string group,
        ClusterRegistry clusters,
        ClusterOperations operations,
        CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync<GroupSettingsContract>(context.Request, cancellationToken);
        if (body.Name is { } name && name != group)
        {
            throw new InvalidBodyException("name", $"a group cannot be renamed; leave name out, or send '{group}'");
        }

        ReasonRule.Require(body.Reason);
        var before = await clusters.Get(cluster).GetGroupSettingsAsync(group, cancellationToken);
        var settings = body.Over(before);
        await operations.SaveGroupAsync(cluster, settings, before, RequestActor.Of(context), body.Reason, cancellationToken);
        return ApiJson.Result(context, GroupSettingsContract.Of(settings));
    }

    private static async Task<IResult> ReadConfigAsync(
        HttpContext context, string cluster, string group, ClusterRegistry clusters, CancellationToken cancellationToken) =>
        ApiJson.Result(
            context, GroupConfigContract.Of(await clusters.Get(cluster).ReadGroupConfigAsync(group, cancellationToken)));

    private static async Task<IResult> DeleteAsync(
        HttpContext context,
        string cluster,
        string group,
        ClusterOperations operations,
        CancellationToken cancellationToken)
    {
        await operations.DeleteGroupAsync(cluster, group, RequestActor.Of(context), null, cancellationToken);
        return TypedResults.NoContent();
    }
}
