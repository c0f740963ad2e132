using Dashboard.Clusters;
using Dashboard.Components.Controls;
using Dashboard.Components.Layout;
using Engine.Admin.Members;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Pages.Groups;

/// <summary>What the members of a group say of themselves: statistics, held queues, threads.</summary>
public sealed partial class MembersTab : IAsyncDisposable
{
    private AskedReading<ClientList> _asked = default!;
    private (string Cluster, string Group)? _shown;

    [Parameter, EditorRequired]
    public string Cluster { get; set; } = string.Empty;

    [Parameter, EditorRequired]
    public string Group { get; set; } = string.Empty;

    [Inject]
    private ClusterRegistry Clusters { get; set; } = default!;

    [Inject]
    private LiveReadings Readings { get; set; } = default!;

    [Inject]
    private Texts Texts { get; set; } = default!;

    private ClientList? Now => _asked.Value;

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

    public ValueTask DisposeAsync() => _asked.DisposeAsync();

    protected override void OnInitialized() => _asked = Readings.Ask<ClientList>(RenderAsync);

    protected override async Task OnParametersSetAsync()
    {
        if (_shown != (Cluster, Group))
        {
            _shown = (Cluster, Group);
            await _asked.ShowAsync(
                RendererInfo.IsInteractive,
                async cancellationToken => await Clusters.Get(Cluster).ReadMembersAsync(Group, cancellationToken));
        }
    }

    private Task RenderAsync(Action change) => InvokeAsync(() =>
    {
        change();
        StateHasChanged();
    });
}
