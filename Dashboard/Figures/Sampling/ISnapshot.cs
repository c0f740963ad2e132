namespace Dashboard.Figures.Sampling;

/// <summary>What every sample of a cluster's figures says of itself.</summary>
/// <typeparam name="T">The snapshot's own type.</typeparam>
internal interface ISnapshot<out T>
    where T : class, ISnapshot<T>
{
    DateTimeOffset SampledAt { get; }

    long Sequence { get; }

    /// <summary>The same figures, marked as older than they should be.</summary>
    T AsStale(string problem, long sequence);
}
