namespace Dashboard.Figures.Sampling;

/// <summary>What every sample of a cluster's figures says of itself.</summary>
/// <typeparam name="T">The snapshot's own type.</typeparam>
internal interface ISnapshot<out T>
    where T : class, ISnapshot<T>
{
    DateTimeOffset SampledAt { get; }

    /// <summary>"push", "poll 1 s", or "stale" while the cluster does not answer.</summary>
    string Source { get; }

    long Sequence { get; }

    /// <summary>Why the cluster does not answer; null when it does.</summary>
    string? Problem { get; }

    /// <summary>The same figures, marked as older than they should be.</summary>
    T AsStale(string problem, long sequence);
}
