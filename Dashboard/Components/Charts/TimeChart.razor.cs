using System.Globalization;
using Dashboard.Components.Controls;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Charts;

/// <summary>Series over time: lines from a zero base line, all values beside the cursor, and a table that says the same.</summary>
public sealed partial class TimeChart
{
    private const double LabelHeight = 9;

    private ChartScale _scale = new(default, TimeSpan.FromSeconds(1), 1);
    private List<(ChartLine Line, string Path)> _paths = [];
    private TimeSpan _step;
    private bool _asTable;

    /// <summary>What it shows, for who listens.</summary>
    [Parameter, EditorRequired]
    public string Title { get; set; } = string.Empty;

    /// <summary>Begin of each point, oldest first.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<DateTimeOffset> Times { get; set; } = [];

    [Parameter, EditorRequired]
    public IReadOnlyList<ChartLine> Lines { get; set; } = [];

    [Parameter, EditorRequired]
    public DateTimeOffset Start { get; set; }

    [Parameter, EditorRequired]
    public TimeSpan Length { get; set; }

    /// <summary>Distance of the points; null when they fill the length.</summary>
    [Parameter]
    public TimeSpan? Step { get; set; }

    [Parameter]
    public string? TestId { get; set; }

    [Inject]
    private Display Display { get; set; } = default!;

    [Inject]
    private Texts Texts { get; set; } = default!;

    private IEnumerable<ChartLine> Drawn => Lines.Where(line => line.IsDrawn);

    /// <summary>The newest first, without those of which nothing is known.</summary>
    private IEnumerable<int> TableRows =>
        Enumerable.Range(0, Times.Count).Reverse().Where(index => Drawn.Any(line => line.Values[index] is not null));

    private string Summary => string.Join(
        " ",
        Drawn.Select(line => Texts.Format("ChartSummary", line.Name, line.Text(Last(line)), line.Text(line.Values.Max())))
            .Prepend($"{Title}."));

    /// <summary>Direct labels at the right end, kept apart where lines meet.</summary>
    private IEnumerable<(string Tone, string Style, string Text)> EndLabels
    {
        get
        {
            var floor = double.NegativeInfinity;
            var known = Drawn.Where(line => Last(line) is not null);
            foreach (var line in known.OrderBy(line => _scale.Y(Last(line)!.Value)))
            {
                var y = Math.Clamp(_scale.Y(Last(line)!.Value), LabelHeight / 2, 100 - (LabelHeight * 1.5));
                y = Math.Max(y, floor + LabelHeight);
                floor = y;
                yield return (line.Tone, string.Create(CultureInfo.InvariantCulture, $"top:{y:0.#}%"), LabelOf(line));
            }
        }
    }

    protected override void OnParametersSet()
    {
        var highest = Drawn.SelectMany(line => line.Values).Max() ?? 0;
        _scale = new ChartScale(Start, Length, ChartScale.RoundTop(highest));
        _step = Step ?? (Times.Count == 0 ? TimeSpan.Zero : Length / Times.Count);
        _paths = [.. Drawn.Select(line => (line, _scale.Path(Times.Zip(line.Values, (at, value) => (at + (_step / 2), value)))))];
    }

    /// <summary>A line alone is named by the title above it.</summary>
    private string LabelOf(ChartLine line) =>
        Drawn.Skip(1).Any() ? $"{line.Name} {line.Text(Last(line))}" : line.Text(Last(line));

    private static double? Last(ChartLine line) => line.Values.LastOrDefault(value => value is not null);

    private string AtStyle(int index) => string.Create(
        CultureInfo.InvariantCulture, $"left:{_scale.X(Times[index]):0.###}%;width:{100 * (_step / Length):0.###}%");
}
