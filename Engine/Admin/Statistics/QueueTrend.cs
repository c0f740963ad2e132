namespace Engine.Admin.Statistics;

/// <summary>
/// What the samples of a consumer offset tell of the last 60 s. Pure. What lies before a reset, a going back, an unknown offset or a
/// clock that went back tells nothing of now and is left out.
/// </summary>
/// <param name="SeenFor">How long the samples reach back within the window.</param>
/// <param name="UnmovedFor">How long the offset has stood still, as far as samples reach, also beyond the window.</param>
/// <param name="IsUnmovedLonger">Whether it may have stood still for longer than that.</param>
/// <param name="Setback">The latest going back whose lower offset was first seen within the window.</param>
/// <param name="WasZero">Whether the lag was 0.</param>
/// <param name="EarlyLag">Smallest lag in the first half of what was seen; null when unknown.</param>
/// <param name="LateLag">Smallest lag in the second half.</param>
internal readonly record struct QueueTrend(
    TimeSpan SeenFor, TimeSpan UnmovedFor, bool IsUnmovedLonger, OffsetSetback? Setback, bool WasZero, long? EarlyLag, long? LateLag)
{
    /// <summary>How far back samples count.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(60);

    // A broker tells its times in whole milliseconds, so the one of a reset may lie up to this much before it.
    private static readonly TimeSpan ToldExactly = TimeSpan.FromMilliseconds(1);

    /// <summary>The first moment whose samples tell of the time after a reset; null without one.</summary>
    public static DateTimeOffset? EarliestAfter(DateTimeOffset? resetAt) => resetAt + ToldExactly;

    /// <param name="oldestFirst">Samples up to now.</param>
    /// <param name="now">The moment that is judged.</param>
    /// <param name="resetAt">The last reset; null when none is known.</param>
    public static QueueTrend Of(IReadOnlyList<OffsetSample> oldestFirst, DateTimeOffset now, DateTimeOffset? resetAt)
    {
        var earliest = EarliestAfter(resetAt);
        var first = FirstOfWindow(oldestFirst, now, earliest, out var setback);
        if (first == oldestFirst.Count)
        {
            return default;
        }

        var still = FirstUnmoved(oldestFirst, earliest);
        var seenFor = now - oldestFirst[first].At;
        var half = oldestFirst[first].At + (seenFor / 2);
        long? early = null, late = null;
        for (var index = first; index < oldestFirst.Count; index++)
        {
            var (at, _, lag) = oldestFirst[index];
            _ = at <= half ? early = Smaller(early, lag) : late = Smaller(late, lag);
        }

        return new QueueTrend(seenFor, now - oldestFirst[still].At, still == 0, setback, early == 0 || late == 0, early, late);
    }

    /// <summary>Whether the offset moved within the window; false when the samples do not say.</summary>
    public static bool HasMoved(IReadOnlyList<OffsetSample> oldestFirst, DateTimeOffset now)
    {
        if (oldestFirst.Count == 0 || oldestFirst[^1] is not { Offset: { } newest })
        {
            return false;
        }

        for (var index = oldestFirst.Count - 2; index >= 0 && now - oldestFirst[index].At <= Window; index--)
        {
            if (oldestFirst[index].Offset is { } offset && offset != newest)
            {
                return true;
            }
        }

        return false;
    }

    private static int FirstOfWindow(
        IReadOnlyList<OffsetSample> samples, DateTimeOffset now, DateTimeOffset? earliest, out OffsetSetback? setback)
    {
        setback = null;
        var first = samples.Count;
        OffsetSample? later = null;
        while (first > 0 && samples[first - 1] is var sample && IsConnected(sample, later, earliest))
        {
            if (later is { } after && sample.Offset > after.Offset)
            {
                setback = new OffsetSetback(sample.Offset!.Value, after.Offset!.Value, after.At);
                break;
            }

            if (now - sample.At > Window)
            {
                break;
            }

            later = sample;
            first--;
        }

        return first;
    }

    private static int FirstUnmoved(IReadOnlyList<OffsetSample> samples, DateTimeOffset? earliest)
    {
        var first = samples.Count - 1;
        var newest = samples[first];
        OffsetSample? later = newest;
        while (first > 0
            && samples[first - 1] is var sample && sample.Offset == newest.Offset && IsConnected(sample, later, earliest))
        {
            later = sample;
            first--;
        }

        return first;
    }

    private static bool IsConnected(in OffsetSample sample, in OffsetSample? later, DateTimeOffset? earliest) =>
        sample.Offset is not null && !(sample.At < earliest) && !(sample.At > later?.At);

    private static long? Smaller(long? one, long? other) => one is null || other < one ? other ?? one : one;
}
