namespace Engine.Admin.Statistics;

/// <summary>Everything that is computed of one queue of a group at one moment. Unknown is null.</summary>
/// <param name="Lag">Stored messages not yet consumed.</param>
/// <param name="InFlight">Messages handed to the owner and not yet committed.</param>
/// <param name="TimeLag">Age of the next unconsumed message; zero when everything is consumed.</param>
/// <param name="ProduceRate">Messages per second that arrive.</param>
/// <param name="ConsumeRate">Messages per second that are committed.</param>
/// <param name="EtaSeconds">
/// Seconds until the lag is gone; null when it does not shrink, is too small for one, or nobody consumes any more.
/// </param>
/// <param name="Reason">The verdict with its evidence.</param>
/// <param name="Consumed">The samples of the consumer offset.</param>
public sealed record QueueStanding(
    long? Lag,
    long? InFlight,
    TimeSpan? TimeLag,
    double? ProduceRate,
    double? ConsumeRate,
    double? EtaSeconds,
    VerdictReason Reason,
    IReadOnlyList<OffsetSample> Consumed)
{
    /// <summary>Where a queue stands.</summary>
    /// <param name="group">The group.</param>
    /// <param name="queue">One of its queues.</param>
    /// <param name="arrived">Samples of the broker offset, oldest first.</param>
    /// <param name="consumed">Samples of the consumer offset, oldest first.</param>
    public static QueueStanding Of(
        GroupFigures group, QueueFigures queue, IReadOnlyList<OffsetSample> arrived, IReadOnlyList<OffsetSample> consumed)
    {
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(queue);
        var lag = QueueLag.Of(queue);
        var timeLag = QueueTimes.TimeLag(queue, group.SampledAt);
        var produceRate = OffsetRate.PerSecond(arrived);
        var consumeRate = OffsetRate.PerSecond(consumed, queue.ResetAt);
        var reason = QueueVerdictRule.Decide(group, queue, consumed, produceRate);
        var etaRate = reason.Verdict == QueueVerdict.Stopped ? 0 : OffsetRate.PerSecond(consumed, QueueTimes.EtaWindow, queue.ResetAt);
        return new QueueStanding(
            lag,
            QueueInFlight.Of(queue),
            timeLag,
            produceRate,
            consumeRate,
            QueueTimes.EtaSeconds(lag, timeLag, produceRate, etaRate),
            reason,
            consumed);
    }
}
