using Dashboard.Clusters;
using Dashboard.Components.Controls;
using Engine.Admin.Members;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Pages.Groups;

/// <summary>What the members of a group say of themselves: statistics, held queues, threads.</summary>
public sealed partial class MembersTab
{
    [Inject]
    private ClusterRegistry Clusters { get; set; } = default!;

    [Inject]
    private Texts Texts { get; set; } = default!;

    /// <summary>Every member that holds a queue said so; one that said nothing may be at work.</summary>
    private bool AllPaused
    {
        get
        {
            var told = (Now?.Clients ?? []).SelectMany(client => client.Memberships).Select(membership => membership.Running).ToList();
            var holders = told.Where(running => running is null or { Queues.Count: > 0 }).ToList();
            return holders.Count > 0 && holders.TrueForAll(running => running is { IsPaused: true });
        }
    }

    protected override Task<ClientList> AskAsync(string cluster, string group, CancellationToken cancellationToken) =>
        Clusters.Get(cluster).ReadMembersAsync(group, cancellationToken);
}
