using Dashboard.Figures.History;

namespace Dashboard.Components.Charts;

/// <summary>What the charts of a range show.</summary>
/// <param name="Span">The range.</param>
/// <param name="From">Its begin.</param>
/// <param name="To">Its end.</param>
/// <param name="Points">At equal distances.</param>
/// <param name="Queues">For the heat map; null where there is none.</param>
/// <param name="Problem">Why points may be missing.</param>
internal sealed record HistoryView(
    HistorySpan Span,
    DateTimeOffset From,
    DateTimeOffset To,
    IReadOnlyList<HistoryPoint> Points,
    HeatView? Queues,
    string? Problem);
