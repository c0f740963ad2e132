using System.Globalization;
using System.Text.RegularExpressions;

namespace Dashboard.Tests.Figures.Metrics;

/// <summary>
/// A page in Prometheus's text format 0.0.4, read strictly: every line is a HELP, a TYPE or a series; a family is told once, before its
/// series; no label set comes twice.
/// </summary>
internal sealed partial class Exposition
{
    private readonly List<ExposedSeries> _series = [];

    private Exposition()
    {
    }

    internal IReadOnlyList<ExposedSeries> Series => _series;

    internal IReadOnlySet<string> Names => _series.Select(series => series.Name).ToHashSet();

    internal static Exposition Parse(string text)
    {
        if (text.Length == 0)
            return new Exposition();

        text.ShouldEndWith("\n");
        Exposition page = new();
        HashSet<string> told = [];
        HashSet<string> sets = [];
        string? helped = null;
        string? family = null;
        foreach (var line in text.Split('\n')[..^1])
        {
            if (Help().Match(line) is { Success: true } help)
            {
                helped = help.Groups[1].Value;
                continue;
            }

            if (Type().Match(line) is { Success: true } type)
            {
                family = type.Groups[1].Value;
                family.ShouldBe(helped, line);
                told.Add(family).ShouldBeTrue($"twice: {line}");
                continue;
            }

            var series = Line().Match(line);
            series.Success.ShouldBeTrue($"no line of the format: {line}");
            series.Groups["name"].Value.ShouldBe(family, line);
            sets.Add(line[..line.LastIndexOf(' ')]).ShouldBeTrue($"twice: {line}");
            page._series.Add(Read(series));
        }

        return page;
    }

    /// <summary>The values of a metric's series that have these labels.</summary>
    internal IReadOnlyList<double> Values(string name, params (string Label, string Value)[] labels) =>
    [
        .. _series.Where(series => series.Name == name && labels.All(label => series.Labels[label.Label] == label.Value))
            .Select(series => series.Value),
    ];

    /// <summary>The one value of a metric with these labels.</summary>
    internal double Value(string name, params (string Label, string Value)[] labels) => Values(name, labels).ShouldHaveSingleItem(name);

    private static ExposedSeries Read(Match series) => new(
        series.Groups["name"].Value,
        Label().Matches(series.Groups["labels"].Value).ToDictionary(
            label => label.Groups[1].Value,
            label => Escape().Replace(label.Groups[2].Value, escaped => escaped.Value is "\\n" ? "\n" : escaped.Value[1..])),
        double.Parse(series.Groups["value"].Value, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"^# HELP ([a-z][a-z0-9_]*) \S.*$")]
    private static partial Regex Help();

    [GeneratedRegex("^# TYPE ([a-z][a-z0-9_]*) gauge$")]
    private static partial Regex Type();

    [GeneratedRegex(
        """^(?<name>[a-z][a-z0-9_]*)\{(?<labels>[a-zA-Z_]+="([^"\\]|\\[\\"n])*"(,[a-zA-Z_]+="([^"\\]|\\[\\"n])*")*)\} """
        + """(?<value>-?[0-9.]+(E[+-]?[0-9]+)?)$""")]
    private static partial Regex Line();

    [GeneratedRegex(""""([a-zA-Z_]+)="((?:[^"\\]|\\[\\"n])*)"(,|$)"""")]
    private static partial Regex Label();

    [GeneratedRegex(@"\\[\\""n]")]
    private static partial Regex Escape();
}
