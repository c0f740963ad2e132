using Dashboard.Figures.History;

namespace Dashboard.Components.Charts;

/// <summary>The queues of the heat map, read more seldom than the charts.</summary>
/// <param name="Queues">With points at the same times.</param>
/// <param name="From">Begin of the range.</param>
/// <param name="To">Its end.</param>
internal sealed record HeatView(IReadOnlyList<QueueHistory> Queues, DateTimeOffset From, DateTimeOffset To);
