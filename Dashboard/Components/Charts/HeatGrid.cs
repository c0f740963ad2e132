using Dashboard.Figures.History;

namespace Dashboard.Components.Charts;

/// <summary>What the heat map of lag shows: which queues, and in which of six colours a lag is. Pure.</summary>
internal static class HeatGrid
{
    /// <summary>The colour of the highest lag; 0 is that of no lag.</summary>
    public const int Darkest = 5;

    /// <summary>The queues with the highest lag, at most so many, in the order they came in.</summary>
    public static IReadOnlyList<HeatRow> Rows(IReadOnlyList<QueueHistory> queues, int most)
    {
        var rows = queues.Select(RowOf).ToList();
        var shown = rows.OrderByDescending(row => row.Highest ?? -1).Take(most).ToHashSet(ReferenceEqualityComparer.Instance);
        return [.. rows.Where(shown.Contains)];
    }

    /// <summary>
    /// The colour of a lag where <paramref name="top"/> is the highest: each is the same factor of lag wide, as lags differ by factors.
    /// Null is unknown, and 0 nothing but no lag.
    /// </summary>
    public static int? Step(long? lag, long top) => lag switch
    {
        null => null,
        <= 0 => 0,
        _ => Math.Clamp((int)Math.Ceiling(Darkest * Math.Log(1 + (double)lag) / Math.Log(1 + (double)Math.Max(top, 1)) - 1e-9), 1, Darkest),
    };

    /// <summary>The highest lag that has a colour.</summary>
    public static long Upto(int step, long top) =>
        step >= Darkest ? top : Math.Max(0, (long)Math.Floor(Math.Pow(1 + (double)top, (double)step / Darkest) - 1));

    private static HeatRow RowOf(QueueHistory queue)
    {
        HistoryPoint? highest = null;
        long? last = null;
        foreach (var point in queue.Points.Where(point => point.Values.Lag is not null))
        {
            last = point.Values.Lag;
            highest = highest is { } before && before.Values.Lag >= last ? before : point;
        }

        return new HeatRow(queue, highest?.Values.Lag, highest?.At, last);
    }
}
