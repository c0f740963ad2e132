namespace Engine.Admin.Statistics;

/// <summary>How long a queue's messages wait, and how long until none does: the only place where they are computed.</summary>
public static class QueueTimes
{
    /// <summary>
    /// Time lag: age of the next unconsumed message. 0 when everything is consumed; null when the lag is unknown or the message's store
    /// time is. Never negative.
    /// </summary>
    /// <param name="queue">The queue's figures.</param>
    /// <param name="now">When they were read.</param>
    public static TimeSpan? TimeLag(QueueFigures queue, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(queue);
        return QueueLag.Of(queue) switch
        {
            null => null,
            0 => TimeSpan.Zero,
            _ when queue.NextStoredAt is { } storedAt => storedAt < now ? now - storedAt : TimeSpan.Zero,
            _ => null,
        };
    }

    /// <summary>
    /// How far back consumption counts for an ETA. Clients commit every few seconds: within <see cref="OffsetRate.Window"/> lie two steps
    /// or three, and an ETA by so few would go up and down with each.
    /// </summary>
    public static readonly TimeSpan EtaWindow = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Whether a lag is worth an ETA, by the measure of <see cref="QueueVerdictRule"/>: a queue that keeps pace always has a few messages,
    /// and their lag ÷ a difference of nearly equal rates is chance.
    /// </summary>
    /// <param name="lag">Messages not yet consumed.</param>
    /// <param name="timeLag">Age of the next one.</param>
    public static bool IsWorthEta(long? lag, TimeSpan? timeLag) =>
        lag >= QueueVerdictRule.SmallestLag || (lag > 0 && timeLag > QueueVerdictRule.LongestWait);

    /// <summary>
    /// Seconds until the lag is gone: lag ÷ (consume rate − produce rate). 0 when it is; null when a figure is unknown, the lag does not
    /// shrink or is too small (<see cref="IsWorthEta"/>).
    /// </summary>
    /// <param name="lag">Messages not yet consumed.</param>
    /// <param name="timeLag">Age of the next one.</param>
    /// <param name="produceRate">Messages per second that arrive.</param>
    /// <param name="consumeRate">Messages per second that are committed, over <see cref="EtaWindow"/>.</param>
    public static double? EtaSeconds(long? lag, TimeSpan? timeLag, double? produceRate, double? consumeRate) =>
        lag == 0 ? 0 : IsWorthEta(lag, timeLag) && consumeRate > produceRate ? lag / (consumeRate - produceRate) : null;

    /// <summary>
    /// A group's: that of its worst queue, of those whose ETA is known. Null as soon as one queue does not drain: it has a lag and no ETA,
    /// and either the lag is worth one (<see cref="IsWorthEta"/>) or the queue is stalled, stopped or went back, whatever its lag is. Any
    /// other queue without an ETA has a few messages, as one that keeps pace always does, and leaves the answer to the others; but a group
    /// of which nothing else waits is not drained, so it has no ETA of 0. Null also when no lag is known.
    /// </summary>
    /// <param name="queues">Lag, time lag, ETA and verdict of each queue.</param>
    public static double? WorstEtaSeconds(IReadOnlyCollection<QueueMotion> queues)
    {
        ArgumentNullException.ThrowIfNull(queues);
        var endless = queues.Where(queue => queue is { Lag: not null, EtaSeconds: null }).ToList();
        var worst = queues.Max(queue => queue.EtaSeconds);
        return endless.Any(IsStuck) || (worst == 0 && endless.Count > 0) ? null : worst;
    }

    private static bool IsStuck(QueueMotion endless) =>
        endless.Verdict is QueueVerdict.Stalled or QueueVerdict.Stopped or QueueVerdict.WentBack
        || IsWorthEta(endless.Lag, endless.TimeLagMs is { } ms ? TimeSpan.FromMilliseconds(ms) : null);
}
