using Dashboard.Components.Controls;
using Dashboard.Components.Layout;
using Dashboard.Figures.History;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace Dashboard.Components.Charts;

/// <summary>
/// Lag and rates of a cluster, a topic, a group, or a group's queues of one topic over a range that stands in the address; with a heat map
/// of the queues where it is asked for.
/// </summary>
public sealed partial class HistoryCharts : IAsyncDisposable
{
    private static readonly TimeSpan HeatAtMost = TimeSpan.FromSeconds(15);

    private AskedReading<HistoryView> _asked = default!;
    private HistorySpan _span = HistorySpan.All[0];
    private (string Cluster, string? Group, string? Topic, HistorySpan Span)? _shown;
    private HeatView? _heat;
    private bool _isGone;
    private IReadOnlyList<DateTimeOffset> _times = [];
    private IReadOnlyList<HistoryPoint> _points = [];

    [Parameter, EditorRequired]
    public string Cluster { get; set; } = string.Empty;

    [Parameter]
    public string? Group { get; set; }

    [Parameter]
    public string? Topic { get; set; }

    /// <summary>With the heat map of the group's queues.</summary>
    [Parameter]
    public bool ShowsHeat { get; set; }

    /// <summary>More to choose from beside the ranges.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    [Inject]
    private HistoryQueries Queries { get; set; } = default!;

    [Inject]
    private LiveReadings Readings { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    [Inject]
    private Display Display { get; set; } = default!;

    [Inject]
    private Texts Texts { get; set; } = default!;

    private HistoryView? Now => _asked.Value;

    private bool IsEmpty => _points.All(point => point.Values == default);

    private string? Problem => (_asked.Failure is { } failure ? FailureStatus.Words(Texts, failure) : null)
        ?? (Now?.Problem is { } problem ? Texts.Format("HistoryUnwritable", problem)
            : Queries.WithoutRoom > 0 ? Texts.Format("HistoryWithoutRoom", Display.Count(Queries.WithoutRoom))
            : null);

    private ChartLine[] LagLines => [LagLine(true), ProduceLine(false), ConsumeLine(false)];

    private ChartLine[] RateLines => [ProduceLine(true), ConsumeLine(true), LagLine(false)];

    public ValueTask DisposeAsync()
    {
        _isGone = true;
        Navigation.LocationChanged -= OnLocationChanged;
        return _asked.DisposeAsync();
    }

    protected override void OnInitialized()
    {
        _asked = Readings.Ask<HistoryView>(RenderAsync);
        Navigation.LocationChanged += OnLocationChanged;
    }

    protected override Task OnParametersSetAsync() => ShowAsync();

    private async Task ShowAsync()
    {
        _span = HistorySpan.Of(PageQuery.Get(Navigation.Uri, "range"));
        if (_isGone || _shown == (Cluster, Group, Topic, _span))
        {
            // The page that it stood on may be gone before the change of address is told to it.
            return;
        }

        _shown = (Cluster, Group, Topic, _span);
        _heat = null;
        await _asked.ShowAsync(RendererInfo.IsInteractive, ReadAsync);
        Arrange();
    }

    private async Task<HistoryView> ReadAsync(CancellationToken cancellationToken)
    {
        var (cluster, group, topic, span) = _shown!.Value;
        var (from, to) = span.At(Time.GetUtcNow());
        var answer = group is { } name && topic is { } of
            ? await Queries.ReadSumAsync(cluster, name, queue => queue.Topic == of, from, to, cancellationToken)
            : await Queries.ReadAsync(SeriesOf(cluster, group, topic), from, to, cancellationToken);
        if (ShowsHeat && group is not null && (_heat is null || to - _heat.To >= HeatDistance(span)))
        {
            var queues = await Queries.ReadQueuesAsync(cluster, group, topic, from, to, HistorySpan.Cells, cancellationToken);
            _heat = new HeatView(queues, from, to);
        }

        return new HistoryView(span, from, to, HistoryThinning.Of(answer.Points, from, to, HistorySpan.Points), _heat, answer.Problem);
    }

    /// <summary>A quarter of a cell: reading a thousand queues is more than a chart that stands needs every three seconds.</summary>
    private static TimeSpan HeatDistance(HistorySpan span)
    {
        var part = span.Length / HistorySpan.Cells / 4;
        return part > HeatAtMost ? part : HeatAtMost;
    }

    private static SeriesName SeriesOf(string cluster, string? group, string? topic) =>
        group is not null ? SeriesName.OfGroup(cluster, group)
        : topic is not null ? SeriesName.OfTopic(cluster, topic)
        : SeriesName.OfCluster(cluster);

    private string LinkOf(HistorySpan span) => Navigation.GetUriWithQueryParameter("range", span.Key);

    private ChartLine LagLine(bool isDrawn) => new(
        Texts["Lag"], "lag", [.. _points.Select(point => (double?)point.Values.Lag)], value => Display.Count((long?)value), isDrawn);

    private ChartLine ProduceLine(bool isDrawn) => new(
        Texts["ProducedPerSecond"], "produce", [.. _points.Select(point => point.Values.ProduceRate)], Display.Rate, isDrawn);

    private ChartLine ConsumeLine(bool isDrawn) => new(
        Texts["ConsumedPerSecond"], "consume", [.. _points.Select(point => point.Values.ConsumeRate)], Display.Rate, isDrawn);

    private void OnLocationChanged(object? sender, LocationChangedEventArgs args) => _ = InvokeAsync(async () =>
    {
        await ShowAsync();
        StateHasChanged();
    });

    private Task RenderAsync(Action change) => InvokeAsync(() =>
    {
        change();
        Arrange();
        StateHasChanged();
    });

    private void Arrange()
    {
        _points = Now?.Points ?? [];
        _times = [.. _points.Select(point => point.At)];
    }
}
