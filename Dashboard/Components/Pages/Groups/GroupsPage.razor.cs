using Dashboard.Clusters;
using Dashboard.Components.Controls;
using Dashboard.Components.Dialogs;
using Dashboard.Components.Layout;
using Dashboard.Components.Sharing;
using Dashboard.Figures.Live;
using Dashboard.Figures.Sampling;
using Engine.Admin.Clusters;
using Microsoft.AspNetCore.Components;
using Radzen;

namespace Dashboard.Components.Pages.Groups;

/// <summary>All consumer groups of a cluster; search, filter and order stand in the address.</summary>
public sealed partial class GroupsPage : IAsyncDisposable
{
    private LiveReading<OverviewSnapshot> _live = default!;
    private PageAddress _address = default!;
    private RestingOrder<string> _order = default!;
    private GroupListView _view = GroupListView.Start;
    private IReadOnlyList<GroupRow>? _shown;
    private string? _watched;

    [Parameter]
    public string Cluster { get; set; } = string.Empty;

    [Inject]
    private LiveFeed Feed { get; set; } = default!;

    [Inject]
    private LiveReadings Readings { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    [Inject]
    private Texts Texts { get; set; } = default!;

    [Inject]
    private Display Display { get; set; } = default!;

    [Inject]
    private ClusterRegistry Clusters { get; set; } = default!;

    [Inject]
    private DialogService Dialogs { get; set; } = default!;

    [Inject]
    private Notices Notices { get; set; } = default!;

    private OverviewSnapshot? Now => _live.Snapshot;

    private string? CountText => _shown is null || Now is null ? null
        : _shown.Count == Now.Groups.Count ? Texts.Count("GroupCount", _shown.Count)
        : Texts.Format("CountOf", Display.Count(_shown.Count), Texts.Count("GroupCount", Now.Groups.Count));

    private IReadOnlyList<BrokerView> Brokers => [.. (Now?.Brokers ?? []).Where(broker => broker.Id == 0)];

    private ScreenExport? Export =>
        _shown is null ? null : ScreenExport.Of($"{Cluster}-groups", ScreenColumns.Groups, _shown);

    private bool IsReadOnly => Clusters.Find(Cluster)?.IsReadOnly ?? true;

    private bool CanImport => Brokers.Count > 0 && !IsReadOnly;

    private string ImportTitle => Texts[IsReadOnly ? "ReadOnly" : "ImportOffsetsTitle"];

    private string EmptyText => _view.OnlyLagging
        ? Texts["NoGroupLags"]
        : Texts.Format("NoGroupHas", _view.Search);

    public ValueTask DisposeAsync()
    {
        _address.Dispose();
        return _live.DisposeAsync();
    }

    protected override void OnInitialized()
    {
        _order = new RestingOrder<string>(Time);
        _live = Readings.Make<OverviewSnapshot>(RenderAsync);
        _address = new PageAddress(Navigation, Follow);
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_watched == Cluster)
        {
            return;
        }

        _watched = Cluster;
        _view = GroupListView.Of(Navigation.Uri);
        await _live.ShowAsync(
            RendererInfo.IsInteractive,
            () => Feed.WatchOverview(Cluster),
            cancellationToken => Feed.ReadOverviewAsync(Cluster, cancellationToken));
        Arrange();
    }

    private void Follow(string uri) => _ = RenderAsync(() =>
    {
        var view = GroupListView.Of(uri);
        if (view != _view)
        {
            _view = view;
            _order.Demand();
        }
    });

    /// <summary>Its page says afterwards what it has become on each broker.</summary>
    private async Task CreateAsync()
    {
        var parameters = new Dictionary<string, object?> { [nameof(CreateGroupDialog.Cluster)] = Cluster };
        if (await Dialogs.OpenAsync<CreateGroupDialog>(Texts["GroupCreate"], parameters, DialogLook.Of("720px")) is string created)
        {
            Notices.Done(Texts.Format("GroupCreated", created));
            Navigation.NavigateTo(PageLinks.GroupTab(Cluster, created, "config"));
        }
    }

    private Task ExportOffsetsAsync() => Dialogs.OpenAsync<ExportOffsetsDialog>(
        Texts["ExportOffsets"],
        new() { [nameof(ExportOffsetsDialog.Cluster)] = Cluster, [nameof(ExportOffsetsDialog.Brokers)] = Brokers },
        DialogLook.Of("560px"));

    private Task ImportOffsetsAsync() => Dialogs.OpenAsync<ImportOffsetsDialog>(
        Texts["ImportOffsets"],
        new()
        {
            [nameof(ImportOffsetsDialog.Cluster)] = Cluster,
            [nameof(ImportOffsetsDialog.Brokers)] = Brokers.Select(broker => broker.Name).ToList(),
        },
        DialogLook.Of("820px"));

    private void SortBy(string? column) => Change(_view.SortedBy(column ?? GroupListView.ByLag));

    private void Change(GroupListView view)
    {
        _view = view;
        _order.Demand();
        Arrange();
        _address.Write(view.In(Navigation.Uri));
    }

    private Task RenderAsync(Action change) => InvokeAsync(() =>
    {
        change();
        Arrange();
        StateHasChanged();
    });

    private void Arrange() => _shown = Now is { } now ? _order.Apply(_view.Apply(now.Groups), group => group.Name) : null;
}
