using Dashboard.Clusters;
using Dashboard.Figures.Live;
using Engine.Protocol;

namespace Dashboard.Components.Pages.WhatIf;

/// <summary>A group as it is: who is in it, and who reads which queue.</summary>
/// <param name="Group">The group; null when none was chosen, and the rest is empty then.</param>
/// <param name="Groups">All groups of the cluster.</param>
/// <param name="Queues">Its queues.</param>
/// <param name="Members">Client ids of its members.</param>
/// <param name="SampledAt">When that was read.</param>
internal sealed record GroupNow(
    string? Group,
    IReadOnlyList<string> Groups,
    IReadOnlyList<ForecastQueue> Queues,
    IReadOnlyList<string> Members,
    DateTimeOffset? SampledAt)
{
    public static async Task<GroupNow> ReadAsync(
        ClusterRegistry clusters, LiveFeed feed, string cluster, string? group, CancellationToken cancellationToken)
    {
        var groups = await clusters.Get(cluster).ListGroupsAsync(cancellationToken);
        if (group is null)
        {
            return new GroupNow(null, groups, [], [], null);
        }

        var now = await feed.ReadGroupAsync(cluster, group, cancellationToken);
        return new GroupNow(
            group,
            groups,
            [.. now.Queues.Select(row => new ForecastQueue(new MessageQueue(row.Topic, row.Broker, row.QueueId), row.Owner))],
            [.. now.Members.Select(member => member.ClientId)],
            now.SampledAt);
    }
}
