using System.Globalization;

namespace Dashboard.Components.Charts;

/// <summary>Maps values and times to percent of the chart's field: zero is the base line, the top is a round number.</summary>
internal sealed record ChartScale(DateTimeOffset Start, TimeSpan Length, double Top)
{
    private static readonly double[] Steps = [1, 2, 5, 10];

    /// <summary>The smallest 1, 2 or 5 times a power of ten that holds the value; 1 at least.</summary>
    public static double RoundTop(double highest)
    {
        if (highest <= 1)
        {
            return 1;
        }

        var power = Math.Pow(10, Math.Floor(Math.Log10(highest)));
        return Steps.Select(step => step * power).First(top => top >= highest);
    }

    public double X(DateTimeOffset at) => Math.Round(100 * ((at - Start) / Length), 2);

    public double Y(double value) => Math.Round(100 - (100 * value / Top), 2);

    /// <summary>An SVG path through the known values; an unknown one leaves a gap.</summary>
    public string Path(IEnumerable<(DateTimeOffset At, double? Value)> points)
    {
        var path = new List<string>();
        var isDrawing = false;
        foreach (var (at, value) in points)
        {
            if (value is { } known)
            {
                path.Add(string.Create(CultureInfo.InvariantCulture, $"{(isDrawing ? 'L' : 'M')}{X(at)} {Y(known)}"));
            }

            isDrawing = value is not null;
        }

        return string.Concat(path);
    }
}
