namespace Dashboard.Figures.Sampling;

/// <summary>The live chart of one cluster: one point per sweep, at most 120. Swapped as a whole, so readers need no lock.</summary>
internal sealed class RateChart
{
    private static readonly int Capacity = (int)(SamplingLimits.History / SamplingLimits.Sweep);

    internal IReadOnlyList<RatePoint> Points { get; private set; } = [];

    internal void Add(RatePoint point) =>
        Points = Points.Count < Capacity ? [.. Points, point] : [.. Points.Skip(Points.Count - Capacity + 1), point];
}
