namespace Dashboard.Components.Charts;

/// <summary>A range that charts of the history offer, up to now.</summary>
/// <param name="Key">In the address.</param>
/// <param name="Text">Key of its text.</param>
/// <param name="Length">How long it is.</param>
internal sealed record HistorySpan(string Key, string Text, TimeSpan Length)
{
    /// <summary>Points of a chart over a range, each a few of the slots that are stored.</summary>
    public const int Points = 180;

    /// <summary>Cells of a row of the heat map.</summary>
    public const int Cells = 60;

    public static IReadOnlyList<HistorySpan> All { get; } =
    [
        new("15m", "Range15m", TimeSpan.FromMinutes(15)),
        new("6h", "Range6h", TimeSpan.FromHours(6)),
        new("24h", "Range24h", TimeSpan.FromHours(24)),
        new("7d", "Range7d", TimeSpan.FromDays(7)),
    ];

    /// <summary>The one of a key; the first without or with another.</summary>
    public static HistorySpan Of(string? key) => All.FirstOrDefault(span => span.Key == key) ?? All[0];

    /// <summary>Its times now: cut at whole points, so that a chart moves by a point and not a little with each reading.</summary>
    public (DateTimeOffset From, DateTimeOffset To) At(DateTimeOffset now)
    {
        var width = Length.Ticks / Points;
        var to = new DateTimeOffset((((now.UtcTicks - 1) / width) + 1) * width, TimeSpan.Zero);
        return (to - Length, to);
    }
}
