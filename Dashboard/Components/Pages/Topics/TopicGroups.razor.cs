using Dashboard.Components.Controls;
using Dashboard.Components.Layout;
using Dashboard.Figures.Live;
using Dashboard.Figures.Sampling;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Pages.Topics;

/// <summary>The groups that read a topic, by name, so that they stay in place; their lag is that of all their topics.</summary>
public sealed partial class TopicGroups : IAsyncDisposable
{
    private LiveReading<OverviewSnapshot> _live = default!;
    private IReadOnlyList<GroupRow>? _groups;
    private string? _watched;

    [Parameter, EditorRequired]
    public string Cluster { get; set; } = string.Empty;

    [Parameter, EditorRequired]
    public string Topic { get; set; } = string.Empty;

    [Inject]
    private Texts Texts { get; set; } = default!;

    [Inject]
    private LiveFeed Feed { get; set; } = default!;

    [Inject]
    private LiveReadings Readings { get; set; } = default!;

    public ValueTask DisposeAsync() => _live.DisposeAsync();

    protected override void OnInitialized() => _live = Readings.Make<OverviewSnapshot>(RenderAsync, isMain: false);

    protected override async Task OnParametersSetAsync()
    {
        if (_watched != Cluster)
        {
            _watched = Cluster;
            await _live.ShowAsync(
                RendererInfo.IsInteractive,
                () => Feed.WatchOverview(Cluster),
                cancellationToken => Feed.ReadOverviewAsync(Cluster, cancellationToken));
        }

        Arrange();
    }

    private Task RenderAsync(Action change) => InvokeAsync(() =>
    {
        change();
        Arrange();
        StateHasChanged();
    });

    private void Arrange() => _groups = _live.Snapshot is { } now ? [.. now.Groups.Where(group => group.Topics.Contains(Topic))] : null;
}
