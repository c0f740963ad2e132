namespace Dashboard.Figures.History;

/// <summary>How much history there may be.</summary>
/// <param name="Longest">How far back the minutes reach.</param>
/// <param name="MostBytes">Bytes of the database; above them everything is kept for a shorter time.</param>
internal sealed record HistoryBounds(TimeSpan Longest, long MostBytes);
