namespace Engine.Admin.Statistics;

/// <summary>
/// Decides how a queue fares, by where its broker and consumer offset are now and by the samples of the last 60 s. Pure. In this order:
/// fine when the lag is 0 or was 0 within the window; reset; went back; stopped; stalled; behind; else fine. There is no warning under a
/// lag of 100 unless the next message waits for more than 10 s.
/// </summary>
public static class QueueVerdictRule
{
    /// <summary>A smaller lag is no reason for a warning.</summary>
    public const long SmallestLag = 100;

    /// <summary>Messages that wait longer are a reason, however few they are.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    /// <summary>How far back samples count.</summary>
    public static readonly TimeSpan Window = QueueTrend.Window;

    /// <summary>Samples of a shorter time do not tell where a lag goes.</summary>
    public static readonly TimeSpan ShortestLook = OffsetRate.Window;

    /// <summary>The verdict at the moment the figures were read.</summary>
    /// <param name="group">The group.</param>
    /// <param name="queue">One of its queues.</param>
    /// <param name="consumed">Samples of the group's offset on it, oldest first, the newest among them. Looked at only when needed.</param>
    /// <param name="produceRate">Messages per second that arrive; null when unknown.</param>
    public static VerdictReason Decide(
        GroupFigures group, QueueFigures queue, IReadOnlyList<OffsetSample> consumed, double? produceRate)
    {
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(queue);
        ArgumentNullException.ThrowIfNull(consumed);
        var reason = DecideAlone(group, queue, consumed, produceRate);
        return VerdictFindings.Conflict(group, queue) is { } conflict
            ? reason with { Evidence = reason.Evidence with { Conflict = conflict } }
            : reason;
    }

    private static VerdictReason DecideAlone(
        GroupFigures group, QueueFigures queue, IReadOnlyList<OffsetSample> consumed, double? produceRate)
    {
        if (QueueLag.Of(queue) is not { } lag)
        {
            return new(QueueVerdict.Unknown, VerdictFindings.NoLag(group, queue));
        }

        if (lag == 0)
        {
            return new(QueueVerdict.Fine, VerdictFindings.AllConsumed);
        }

        var now = group.SampledAt;
        var timeLag = QueueTimes.TimeLag(queue, now);
        var isReset = now - queue.ResetAt <= Window;
        if (!isReset && lag < SmallestLag && !(timeLag > LongestWait))
        {
            return new(QueueVerdict.Fine, VerdictFindings.FewLeft);
        }

        var trend = QueueTrend.Of(consumed, now, queue.ResetAt);
        return trend.WasZero ? new(QueueVerdict.Fine, VerdictFindings.RecentlyConsumed)
            : isReset ? new(QueueVerdict.Reset, VerdictFindings.Reset(queue, lag, now))
            : trend.Setback is { } setback ? new(QueueVerdict.WentBack, VerdictFindings.WentBack(setback, lag, now))
            : group.IsSwitchedOff(queue) || group.Members.Count == 0 || group.IsGivenUp(queue)
                ? new(QueueVerdict.Stopped, VerdictFindings.Stopped(group, queue, lag, timeLag))
            : OfMotion(queue, lag, trend, now, IsFalling(queue, trend, timeLag, consumed, produceRate));
    }

    private static VerdictReason OfMotion(QueueFigures queue, long lag, QueueTrend trend, DateTimeOffset now, bool? isFalling) =>
        trend.UnmovedFor >= Window ? new(QueueVerdict.Stalled, VerdictFindings.Stalled(queue, lag, trend, now))
        : isFalling is null ? new(QueueVerdict.Unknown, VerdictFindings.TooFewSamples(trend))
        : isFalling.Value && trend.LateLag > trend.EarlyLag ? new(QueueVerdict.Behind, VerdictFindings.Growing(trend))
        : trend.UnmovedFor >= trend.SeenFor ? new(QueueVerdict.Unknown, VerdictFindings.NotMovedYet(trend))
        : isFalling.Value ? new(QueueVerdict.Behind, VerdictFindings.NotShrinking(trend))
        : new(QueueVerdict.Fine, VerdictFindings.KeepsPace);

    /// <summary>
    /// Compares the smallest lags of the two halves: commits come in steps, so a lag goes up and down by itself, up to about what arrives
    /// between two samples. Who is close behind must lose more than that in half a window; who is far behind must win more, or win
    /// something and have an ETA, as it consumes faster than arrives. Null when the samples do not reach.
    /// </summary>
    private static bool? IsFalling(
        QueueFigures queue, QueueTrend trend, TimeSpan? timeLag, IReadOnlyList<OffsetSample> consumed, double? produceRate)
    {
        if (trend.SeenFor < ShortestLook || trend.EarlyLag is not { } early || trend.LateLag is not { } late)
        {
            return null;
        }

        var arrivesInASecond = produceRate ?? 0;
        return timeLag > LongestWait
            ? late >= early - arrivesInASecond
                && !(late < early && OffsetRate.PerSecond(consumed, QueueTimes.EtaWindow, queue.ResetAt) > produceRate)
            : late > early + arrivesInASecond;
    }
}
