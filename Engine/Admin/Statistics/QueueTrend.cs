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

    /// <param name="oldestFirst">Samples up to now.</param>
    /// <param name="now">The moment that is judged.</param>
    /// <param name="resetAt">The last reset; null when none is known.</param>
    public static QueueTrend Of(IReadOnlyList<OffsetSample> oldestFirst, DateTimeOffset now, DateTimeOffset? resetAt)
    {
        var first = FirstOfWindow(oldestFirst, now, resetAt, out var setback);
        if (first == oldestFirst.Count)
        {
            return default;
        }

        var still = FirstUnmoved(oldestFirst, resetAt);
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
        IReadOnlyList<OffsetSample> samples, DateTimeOffset now, DateTimeOffset? resetAt, out OffsetSetback? setback)
    {
        setback = null;
        var first = samples.Count;
        while (first > 0 && IsConnected(samples, first - 1, resetAt))
        {
            if (first < samples.Count && samples[first - 1].Offset > samples[first].Offset)
            {
                setback = new OffsetSetback(samples[first - 1].Offset!.Value, samples[first].Offset!.Value, samples[first].At);
                break;
            }

            if (now - samples[first - 1].At > Window)
            {
                break;
            }

            first--;
        }

        return first;
    }

    private static int FirstUnmoved(IReadOnlyList<OffsetSample> samples, DateTimeOffset? resetAt)
    {
        var first = samples.Count - 1;
        while (first > 0 && samples[first - 1].Offset == samples[^1].Offset && IsConnected(samples, first - 1, resetAt))
        {
            first--;
        }

        return first;
    }

    private static bool IsConnected(IReadOnlyList<OffsetSample> samples, int index, DateTimeOffset? resetAt) =>
        samples[index].Offset is not null
        && !(samples[index].At < resetAt + ToldExactly)
        && (index == samples.Count - 1 || samples[index].At <= samples[index + 1].At);

    private static long? Smaller(long? one, long? other) => one is null || other < one ? other ?? one : one;
}
