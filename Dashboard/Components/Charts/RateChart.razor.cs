using System.Globalization;
using Dashboard.Components.Controls;
using Dashboard.Figures.Sampling;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Charts;

/// <summary>Messages produced and consumed per second over the last two minutes, with a table that says the same.</summary>
public sealed partial class RateChart
{
    private const int TableStep = 10;
    private const double LabelHeight = 9;
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(120);

    private IReadOnlyList<RatePoint> _shown = [];
    private ChartScale _scale = new(default, Length, 1);
    private string _producePath = string.Empty;
    private string _consumePath = string.Empty;
    private bool _asTable;

    /// <summary>Oldest first, one a second.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<RatePoint> Points { get; set; } = [];

    [Inject]
    private Texts Texts { get; set; } = default!;

    [Inject]
    private Display Display { get; set; } = default!;

    private IEnumerable<RatePoint> TableRows => _shown.Reverse().Where((_, index) => index % TableStep == 0);

    private string Summary => _shown.Count == 0
        ? Texts["ChartNone"]
        : Texts.Format("RateSummary", Display.Rate(_shown[^1].ProduceRate), Display.Rate(_shown[^1].ConsumeRate));

    /// <summary>Direct labels at the right end, kept apart where the lines meet.</summary>
    private IEnumerable<(string Series, string Style, string Text)> EndLabels
    {
        get
        {
            if (_shown.Count == 0)
            {
                yield break;
            }

            var (produce, consume) = (_shown[^1].ProduceRate, _shown[^1].ConsumeRate);
            var (upper, lower) = Apart(_scale.Y(produce ?? 0), _scale.Y(consume ?? 0));
            yield return ("produce", Top(upper), Texts.Format("ChartIn", Display.Rate(produce)));
            yield return ("consume", Top(lower), Texts.Format("ChartOut", Display.Rate(consume)));
        }
    }

    protected override void OnParametersSet()
    {
        if (Points.Count == 0)
        {
            (_shown, _producePath, _consumePath) = ([], string.Empty, string.Empty);
            return;
        }

        var start = Points[^1].At - Length;
        _shown = [.. Points.Where(point => point.At >= start)];
        var highest = _shown.Max(point => Math.Max(point.ProduceRate ?? 0, point.ConsumeRate ?? 0));
        _scale = new ChartScale(start, Length, ChartScale.RoundTop(highest));
        _producePath = _scale.Path(_shown.Select(point => (point.At, point.ProduceRate)));
        _consumePath = _scale.Path(_shown.Select(point => (point.At, point.ConsumeRate)));
    }

    private static (double Produce, double Consume) Apart(double produce, double consume)
    {
        if (Math.Abs(produce - consume) >= LabelHeight)
        {
            return (Bounded(produce), Bounded(consume));
        }

        var middle = Math.Clamp((produce + consume) / 2, LabelHeight, 100 - LabelHeight);
        var half = LabelHeight / 2;
        return produce <= consume ? (middle - half, middle + half) : (middle + half, middle - half);
    }

    private static double Bounded(double y) => Math.Clamp(y, LabelHeight / 2, 100 - (LabelHeight / 2));

    private static string Top(double percent) => string.Create(CultureInfo.InvariantCulture, $"top:{percent:0.#}%");

    private string AtStyle(RatePoint point) => string.Create(CultureInfo.InvariantCulture, $"left:{_scale.X(point.At)}%");
}
