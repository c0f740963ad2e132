using System.Globalization;
using Engine.Admin.Statistics;

namespace Dashboard.Components.Charts;

/// <summary>
/// The lag of a queue over the last two minutes as a line of 24 points in a field of 100 by 100. Points are the highest of five seconds,
/// cut at whole multiples of them, so that the line changes every five seconds and not with each sample. Pure.
/// </summary>
internal static class SparkLine
{
    private const int Points = 24;
    private const double Height = 92;
    private static readonly TimeSpan Width = TimeSpan.FromSeconds(5);

    /// <summary>An SVG path; null when no lag is known. A stretch without a known lag is left out.</summary>
    public static string? Path(IReadOnlyList<OffsetSample> samples, DateTimeOffset now)
    {
        var highest = Buckets(samples, now);
        if (highest.Max() is not { } top)
        {
            return null;
        }

        var path = new List<string>();
        for (var index = 0; index < Points; index++)
        {
            if (highest[index] is not { } lag)
            {
                continue;
            }

            var y = 96 - (top == 0 ? 0 : Height * lag / top);
            var isStart = index == 0 || highest[index - 1] is null;
            path.Add(string.Create(
                CultureInfo.InvariantCulture, $"{(isStart ? 'M' : 'L')}{100.0 * index / (Points - 1):0.#} {y:0.#}"));
        }

        return string.Concat(path);
    }

    private static long?[] Buckets(IReadOnlyList<OffsetSample> samples, DateTimeOffset now)
    {
        var last = now.UtcTicks / Width.Ticks;
        var highest = new long?[Points];
        foreach (var sample in samples)
        {
            var index = Points - 1 - (last - (sample.At.UtcTicks / Width.Ticks));
            if (index is >= 0 and < Points && sample.Lag is { } lag && !(highest[index] >= lag))
            {
                highest[index] = lag;
            }
        }

        return highest;
    }
}
