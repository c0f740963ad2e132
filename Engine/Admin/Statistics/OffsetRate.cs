namespace Engine.Admin.Statistics;

/// <summary>How fast an offset moves, in messages per second, from samples of it (truth rule 6).</summary>
public static class OffsetRate
{
    /// <summary>How far back samples count.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    /// <summary>Samples closer together than this say nothing.</summary>
    public static readonly TimeSpan ShortestSpan = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Growth per second between the newest sample and the oldest one not more than 10 s before it. Null until both are at least 1 s
    /// apart and when the newest is unknown. A reset, an unknown sample, an offset that went back or a clock that did starts the window
    /// anew, so a rate is never negative and what a reset skips is never taken for consumed.
    /// </summary>
    /// <param name="oldestFirst">Samples in the order in which they were taken; only the end within the window is looked at.</param>
    /// <param name="resetAt">When the offset was last reset; null when no reset is known.</param>
    public static double? PerSecond(IReadOnlyList<OffsetSample> oldestFirst, DateTimeOffset? resetAt = null) =>
        PerSecond(oldestFirst, Window, resetAt);

    /// <summary>The same over another window.</summary>
    /// <param name="oldestFirst">Samples in the order in which they were taken.</param>
    /// <param name="window">How far back they count.</param>
    /// <param name="resetAt">When the offset was last reset; null when no reset is known.</param>
    public static double? PerSecond(IReadOnlyList<OffsetSample> oldestFirst, TimeSpan window, DateTimeOffset? resetAt)
    {
        ArgumentNullException.ThrowIfNull(oldestFirst);
        var earliest = QueueTrend.EarliestAfter(resetAt);
        if (oldestFirst.Count == 0 || oldestFirst[^1] is not { Offset: { } newestOffset } newest || newest.At < earliest)
        {
            return null;
        }

        var oldest = OldestOfWindow(oldestFirst, newest, window, earliest);
        var span = newest.At - oldest.At;
        return span < ShortestSpan ? null : (newestOffset - oldest.Offset) / span.TotalSeconds;
    }

    private static OffsetSample OldestOfWindow(
        IReadOnlyList<OffsetSample> oldestFirst, OffsetSample newest, TimeSpan window, DateTimeOffset? earliest)
    {
        var oldest = newest;
        for (var index = oldestFirst.Count - 2; index >= 0; index--)
        {
            var sample = oldestFirst[index];
            if (sample.Offset is null || sample.Offset > oldest.Offset || sample.At > oldest.At || newest.At - sample.At > window
                || sample.At < earliest)
            {
                break;
            }

            oldest = sample;
        }

        return oldest;
    }
}
