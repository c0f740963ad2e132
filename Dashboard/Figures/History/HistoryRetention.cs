namespace Dashboard.Figures.History;

/// <summary>What is kept how long, and which resolution answers which range. Pure.</summary>
/// <param name="Longest">How far back the coarsest resolution reaches.</param>
/// <param name="Share">Below 1 while the database is over its bound: all resolutions reach back by this share of their time.</param>
internal sealed record HistoryRetention(TimeSpan Longest, double Share = 1)
{
    private const double Shorter = 0.8;
    private const double Longer = 1.1;
    private const double Smallest = 0.01;
    private const double LowWater = 0.7;

    /// <summary>A range is asked for a little after its begin was computed.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(30);

    internal TimeSpan Kept(HistoryTier tier) => (tier == HistoryTier.Minutes ? Longest : tier.Kept) * Share;

    /// <summary>The oldest chunk that holds something that is kept; those before it go.</summary>
    internal long OldestChunk(HistoryTier tier, DateTimeOffset now) => tier.ChunkOf(now - Kept(tier));

    /// <summary>The finest resolution that reaches back to the begin of a range; the coarsest when none does.</summary>
    internal HistoryTier TierFor(DateTimeOffset from, DateTimeOffset now) =>
        HistoryTier.All.FirstOrDefault(tier => from >= now - Kept(tier) - Slack) ?? HistoryTier.Minutes;

    /// <summary>What to keep from now on, with so many bytes used of those allowed.</summary>
    internal HistoryRetention After(long used, long allowed) => this with
    {
        Share = used > allowed ? Math.Max(Smallest, Share * Shorter)
            : used < allowed * LowWater ? Math.Min(1, Share * Longer)
            : Share,
    };
}
