using Dashboard.Components.Controls;
using Dashboard.Components.Dialogs;
using Dashboard.Components.Layout;
using Dashboard.Figures.Live;
using Dashboard.Figures.Sampling;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace Dashboard.Components.Pages.Topics;

/// <summary>All topics of a cluster by type; type and search stand in the address.</summary>
public sealed partial class TopicsPage : IAsyncDisposable
{
    private LiveReading<OverviewSnapshot> _live = default!;
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
    private TopicDialogs Dialogs { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private Display Display { get; set; } = default!;

    private OverviewSnapshot? Now => _live.Snapshot;

    private string? RowsText => _shown is null ? null : Words.Count(Display, _shown.Count, "topic");

    private string EmptyTitle => _view.Search.Length > 0 ? "No topic matches" : _view.Type switch
    {
        "retry" => "No retry topics",
        "dlq" => "No dead letters",
        "system" => "No system topics",
        _ => "No topics yet",
    };

    private string EmptyText => _view.Search.Length > 0 ? $"No topic of this type contains '{_view.Search}'." : _view.Type switch
    {
        "retry" => "A group gets its retry topic when its first consumer connects.",
        "dlq" => "A message comes here after its group gave up on it.",
        "system" => "The cluster's own topics would be here.",
        _ => "A topic is made by its first message, or here. Demo traffic makes one for you.",
    };

    public ValueTask DisposeAsync()
    {
        Navigation.LocationChanged -= OnLocationChanged;
        return _live.DisposeAsync();
    }

    protected override void OnInitialized()
    {
        _live = Readings.Make<OverviewSnapshot>(RenderAsync);
        _view = TopicListView.Of(Navigation.Uri);
        Navigation.LocationChanged += OnLocationChanged;
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_watched == Cluster)
        {
            return;
        }

        _watched = Cluster;
        await _live.ShowAsync(
            RendererInfo.IsInteractive,
            () => Feed.WatchOverview(Cluster),
            cancellationToken => Feed.ReadOverviewAsync(Cluster, cancellationToken));
        Arrange();
    }

    private string CountOf(string type) => Now is { } now ? Display.Count(now.Topics.Count(topic => topic.Type == type)) : string.Empty;

    private void OnLocationChanged(object? sender, LocationChangedEventArgs args)
    {
        if (args.IsNavigationIntercepted)
        {
            _view = TopicListView.Of(args.Location);
            Arrange();
        }
    }

    private void Change(TopicListView view)
    {
        _view = view;
        Arrange();
        Navigation.NavigateTo(view.In(Navigation.Uri), replace: true);
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
