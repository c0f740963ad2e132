namespace Dashboard.Figures.History;

/// <summary>What the history knows of a series in a range.</summary>
/// <param name="From">Begin of the range.</param>
/// <param name="To">End of the range.</param>
/// <param name="Step">Length of a slot.</param>
/// <param name="Points">Oldest first. A stretch without samples is one unknown point where it begins.</param>
/// <param name="Problem">Why the database could not be read or written, so that points may be missing; null when it could.</param>
internal sealed record HistoryAnswer(
    DateTimeOffset From, DateTimeOffset To, TimeSpan Step, IReadOnlyList<HistoryPoint> Points, string? Problem);
