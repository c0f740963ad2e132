namespace Dashboard.Figures.Sampling;

/// <summary>Bounds of the sampler; what is over them is refused or dropped and counted.</summary>
internal static class SamplingLimits
{
    /// <summary>Groups and topics watched at a time in one cluster.</summary>
    internal const int WatchedThings = 512;

    /// <summary>Viewers of one watched thing.</summary>
    internal const int ViewersPerThing = 1024;

    /// <summary>Series kept for rates and verdicts in one cluster, 2 to 3 KiB each at most; queues beyond have none.</summary>
    internal const int Series = 20_000;

    /// <summary>Distance of the sweeps over all groups, and the age up to which a sample counts as fresh.</summary>
    internal static readonly TimeSpan Sweep = TimeSpan.FromSeconds(1);

    /// <summary>How far back series and the live chart reach.</summary>
    internal static readonly TimeSpan History = TimeSpan.FromSeconds(120);

    /// <summary>
    /// Shortest distance of two samples of a whole cluster: reading everything ten times a second is more than an eye can use.
    /// </summary>
    internal static readonly TimeSpan OverviewInterval = TimeSpan.FromMilliseconds(250);

    /// <summary>Wait before a broken change stream is opened again; the sweeps go on meanwhile.</summary>
    internal static readonly TimeSpan StreamRetry = TimeSpan.FromSeconds(1);
}
