using Dashboard.Components.Controls;
using Dashboard.Figures.Sampling;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Charts;

/// <summary>Messages produced and consumed per second over the last two minutes.</summary>
public sealed partial class RateChart
{
    private static readonly TimeSpan Length = SamplingLimits.History;
    private static readonly TimeSpan Step = SamplingLimits.Sweep;

    private IReadOnlyList<DateTimeOffset> _times = [];
    private IReadOnlyList<ChartLine> _lines = [];
    private DateTimeOffset _start;

    /// <summary>Oldest first, one a second.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<RatePoint> Points { get; set; } = [];

    [Inject]
    private Texts Texts { get; set; } = default!;

    [Inject]
    private Display Display { get; set; } = default!;

    private string Title => $"{Texts["MessagesPerSecond"]}, {Texts["LastTwoMinutes"]}";

    protected override void OnParametersSet()
    {
        _start = Points.Count == 0 ? default : Points[^1].At + Step - Length;
        var shown = Points.Where(point => point.At >= _start).ToList();
        _times = [.. shown.Select(point => point.At)];
        _lines =
        [
            new(Texts["ProducedPerSecond"], "produce", [.. shown.Select(point => point.ProduceRate)], Display.Rate),
            new(Texts["ConsumedPerSecond"], "consume", [.. shown.Select(point => point.ConsumeRate)], Display.Rate),
        ];
    }
}
