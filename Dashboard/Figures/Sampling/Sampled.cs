namespace Dashboard.Figures.Sampling;

/// <summary>A snapshot and when it was taken by our own clock, which is what its freshness is judged by.</summary>
/// <param name="Snapshot">The figures.</param>
/// <param name="TakenAt">A timestamp of the clock, drawn before the read.</param>
internal sealed record Sampled<T>(T Snapshot, long TakenAt)
    where T : class, ISnapshot<T>;
