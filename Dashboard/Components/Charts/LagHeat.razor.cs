using System.Globalization;
using Dashboard.Components.Controls;
using Dashboard.Figures.History;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Charts;

/// <summary>The lag of each queue over time as colours: which queue hung when. Each cell says its lag in its title.</summary>
public sealed partial class LagHeat
{
    private const int MostRows = 40;

    private IReadOnlyList<HeatRow> _rows = [];
    private long _top;
    private bool _asTable;

    /// <summary>All with points at the same times.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<QueueHistory> Queues { get; set; } = [];

    [Parameter, EditorRequired]
    public DateTimeOffset From { get; set; }

    [Parameter, EditorRequired]
    public DateTimeOffset To { get; set; }

    [Inject]
    private Display Display { get; set; } = default!;

    [Inject]
    private Texts Texts { get; set; } = default!;

    private string Note => _rows.Count < Queues.Count
        ? Texts.Format("HeatSome", Display.Count(_rows.Count), Display.Count(Queues.Count))
        : Texts["HeatAll"];

    /// <summary>Colours that mean something: of a small lag some are the same.</summary>
    private IEnumerable<int> Steps => Enumerable.Range(0, HeatGrid.Darkest + 1).DistinctBy(step => HeatGrid.Upto(step, _top));

    protected override void OnParametersSet()
    {
        _rows = HeatGrid.Rows(Queues, MostRows);
        _top = _rows.Max(row => row.Highest) ?? 0;
    }

    private static string NameOf(HeatRow row) =>
        $"{row.Queue.Topic} {row.Queue.Broker} Q{row.Queue.QueueId.ToString(CultureInfo.InvariantCulture)}";

    private string SummaryOf(HeatRow row) => row.HighestAt is { } at
        ? Texts.Format(
            "HeatSummary", NameOf(row), Display.Count(row.Last), Display.Count(row.Highest), Display.Axis(at, To - From))
        : $"{NameOf(row)}: {Texts["HeatUnknown"]}";

    private string ToneOf(HistoryPoint point) =>
        HeatGrid.Step(point.Values.Lag, _top) is { } step ? $"step-{step.ToString(CultureInfo.InvariantCulture)}" : "none";

    private string TitleOf(HistoryPoint point) =>
        $"{Display.Axis(point.At, To - From)} · {Texts["Lag"]} {Display.Count(point.Values.Lag)}";
}
