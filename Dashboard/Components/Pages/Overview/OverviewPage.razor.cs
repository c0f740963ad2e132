using Dashboard.Clusters;
using Dashboard.Components.Controls;
using Dashboard.Components.Layout;
using Dashboard.Figures.Live;
using Dashboard.Figures.Sampling;
using Engine.Admin.Clusters;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Pages.Overview;

/// <summary>The first page: what is wrong, then the numbers.</summary>
public sealed partial class OverviewPage : IAsyncDisposable
{
    private const int WorstShown = 8;

    private LiveReading<OverviewSnapshot> _live = default!;
    private RestingOrder<string> _order = default!;
    private IReadOnlyList<GroupRow>? _worst;
    private string _cluster = string.Empty;
    private bool _isWithoutCluster;

    /// <summary>The cluster to show; the first one without.</summary>
    [SupplyParameterFromQuery(Name = "cluster")]
    public string? Named { get; set; }

    [Inject]
    private LiveFeed Feed { get; set; } = default!;

    [Inject]
    private ClusterRegistry Clusters { get; set; } = default!;

    [Inject]
    private LiveReadings Readings { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    [Inject]
    private Texts Texts { get; set; } = default!;

    [Inject]
    private Display Display { get; set; } = default!;

    private OverviewSnapshot? Now => _live.Snapshot;

    private string? UnknownNote => Now is { LagUnknownQueues: > 0 } now
        ? Texts.Format("UnknownCount", Texts.Count("QueueCount", now.LagUnknownQueues))
        : null;

    private string? WorstTone => VerdictLook.Of(Now?.Verdict) is { IsWarning: true } look ? look.Tone : null;

    /// <summary>The group behind the worst verdict, the one with the largest lag; null when nothing is wrong.</summary>
    private GroupRow? WorstGroup => VerdictLook.Of(Now?.Verdict).IsWarning
        ? Now!.Groups.Where(group => group.Verdict == Now.Verdict).MaxBy(group => group.Lag ?? -1)
        : null;

    private string? GroupsNote => Now is { Groups.Count: > 0 } now
        ? Texts.Format("GroupsOnline", Display.Count(now.Groups.Count(group => group.Members > 0)))
        : null;

    private string? BrokersNote => Now is { Unreachable.Count: > 0 } now
        ? Texts.Format("NotAnswering", string.Join(", ", now.Unreachable))
        : Now?.Brokers.Where(broker => broker.Problem is not null).Select(broker => broker.NodeName()).ToArray() is { Length: > 0 } refusing
            ? Texts.Format("BrokersRefuse", string.Join(", ", refusing))
            : null;

    private string? RowsText => Now is null ? null : Texts.Count("GroupCount", Now.Groups.Count);

    public ValueTask DisposeAsync() => _live.DisposeAsync();

    protected override void OnInitialized()
    {
        _order = new RestingOrder<string>(Time);
        _live = Readings.Make<OverviewSnapshot>(RenderAsync);
    }

    protected override async Task OnParametersSetAsync()
    {
        var cluster = Named ?? Clusters.Clusters.FirstOrDefault()?.Name ?? string.Empty;
        _isWithoutCluster = cluster.Length == 0;
        if (cluster != _cluster)
        {
            _cluster = cluster;
            await _live.ShowAsync(
                RendererInfo.IsInteractive,
                () => Feed.WatchOverview(cluster),
                cancellationToken => Feed.ReadOverviewAsync(cluster, cancellationToken));
            Arrange();
        }
    }

    private string BrokerState(BrokerView broker) => Now?.Unreachable.Contains(broker.Name) == true ? "offline"
        : broker.Problem is null ? broker.State
        : "not writable";

    private string? BrokerReason(BrokerView broker) => Now?.Unreachable.Contains(broker.Name) == true
        ? Texts["BrokerSilent"]
        : broker.Problem;

    private string RoleWord(BrokerView broker) => broker.Role switch
    {
        "master" => Texts["RoleMaster"],
        "slave" => Texts["RoleSlave"],
        var other => other,
    };

    private Task RenderAsync(Action change) => InvokeAsync(() =>
    {
        change();
        Arrange();
        StateHasChanged();
    });

    private void Arrange()
    {
        if (Now is { } now)
        {
            var sorted = now.Groups.OrderByDescending(group => group.Lag ?? -1).ThenBy(group => group.Name, StringComparer.Ordinal);
            _worst = _order.Apply([.. sorted.Take(WorstShown)], group => group.Name);
        }
    }
}
