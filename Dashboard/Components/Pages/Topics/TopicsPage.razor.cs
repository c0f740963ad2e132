using Dashboard.Clusters;
using Dashboard.Components.Controls;
using Dashboard.Components.Dialogs;
using Dashboard.Components.Layout;
using Dashboard.Figures.Live;
using Dashboard.Figures.Sampling;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Pages.Topics;

/// <summary>All topics of a cluster by type; type and search stand in the address.</summary>
public sealed partial class TopicsPage : IAsyncDisposable
{
    private LiveReading<OverviewSnapshot> _live = default!;
    private PageAddress _address = default!;
    private TopicListView _view = TopicListView.Start;
    private IReadOnlyList<TopicRow>? _shown;
    private string? _watched;

    [Parameter]
    public string Cluster { get; set; } = string.Empty;

    [Inject]
    private LiveFeed Feed { get; set; } = default!;

    [Inject]
    private LiveReadings Readings { get; set; } = default!;

    [Inject]
    private ClusterRegistry Clusters { get; set; } = default!;

    [Inject]
    private TopicDialogs Dialogs { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private Texts Texts { get; set; } = default!;

    [Inject]
    private Display Display { get; set; } = default!;

    private OverviewSnapshot? Now => _live.Snapshot;

    private bool IsReadOnly => Clusters.Find(Cluster)?.IsReadOnly ?? true;

    private string? ReadOnlyTitle => IsReadOnly ? Texts["ReadOnly"] : null;

    private string? RowsText => _shown is null ? null : Texts.Count("TopicCount", _shown.Count);

    private string EmptyTitle => Texts[_view.Search.Length > 0 ? "NoTopicMatch" : _view.Type switch
    {
        "retry" => "NoRetry",
        "dlq" => "NoDead",
        "system" => "NoSystem",
        _ => "NoTopics",
    }];

    private string EmptyText => _view.Search.Length > 0 ? Texts.Format("NoTopicHas", _view.Search) : Texts[_view.Type switch
    {
        "retry" => "NoRetryWhy",
        "dlq" => "NoDlqWhy",
        "system" => "NoSystemWhy",
        _ => "NoTopicsWhy",
    }];

    public ValueTask DisposeAsync()
    {
        _address.Dispose();
        return _live.DisposeAsync();
    }

    protected override void OnInitialized()
    {
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
        _view = TopicListView.Of(Navigation.Uri);
        await _live.ShowAsync(
            RendererInfo.IsInteractive,
            () => Feed.WatchOverview(Cluster),
            cancellationToken => Feed.ReadOverviewAsync(Cluster, cancellationToken));
        Arrange();
    }

    private string CountOf(string type) => Now is { } now ? Display.Count(now.Topics.Count(topic => topic.Type == type)) : string.Empty;

    private void Follow(string uri) => _ = RenderAsync(() => _view = TopicListView.Of(uri));

    private void Change(TopicListView view)
    {
        _view = view;
        Arrange();
        _address.Write(view.In(Navigation.Uri));
    }

    private Task RenderAsync(Action change) => InvokeAsync(() =>
    {
        change();
        Arrange();
        StateHasChanged();
    });

    private void Arrange() => _shown = Now is { } now ? _view.Apply(now.Topics) : null;

    private async Task CreateAsync()
    {
        if (await Dialogs.CreateAsync(Cluster, Now?.Brokers.Select(broker => broker.Name).Distinct().Count()) is { } created)
        {
            Navigation.NavigateTo(PageLinks.Topic(Cluster, created));
        }
    }

    private Task<bool> DeleteAsync(TopicRow topic) => Dialogs.DeleteAsync(Cluster, topic.Name, topic.MaxOffset, topic.Groups);
}
