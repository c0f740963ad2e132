namespace Dashboard.Figures.History;

/// <summary>The figures of a series at one moment of a range.</summary>
/// <param name="At">Begin of the slot.</param>
/// <param name="Values">All unknown where nothing was recorded.</param>
internal readonly record struct HistoryPoint(DateTimeOffset At, HistoryValues Values);
