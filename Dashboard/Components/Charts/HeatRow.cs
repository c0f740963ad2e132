using Dashboard.Figures.History;

namespace Dashboard.Components.Charts;

/// <summary>One queue of the heat map.</summary>
/// <param name="Queue">The queue and its points.</param>
/// <param name="Highest">Its highest lag in the range; null when none is known.</param>
/// <param name="HighestAt">Begin of the cell with it.</param>
/// <param name="Last">Its last known lag.</param>
internal sealed record HeatRow(QueueHistory Queue, long? Highest, DateTimeOffset? HighestAt, long? Last);
