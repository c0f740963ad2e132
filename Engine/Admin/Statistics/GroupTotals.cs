namespace Engine.Admin.Statistics;

/// <summary>One group's figures over all its queues.</summary>
/// <param name="Lag">Sum of the known lags; null when none is known.</param>
/// <param name="LagUnknownQueues">Queues whose lag is unknown and therefore not in the sum.</param>
/// <param name="ProduceRate">Sum of the known rates, messages per second; null when none is known.</param>
/// <param name="ConsumeRate">Sum of the known rates, messages per second; null when none is known.</param>
/// <param name="InFlight">Sum of the known messages in flight; null when none is known.</param>
/// <param name="TimeLagMs">The longest known time lag in ms; null when none is known.</param>
/// <param name="EtaSeconds">Seconds until the worst queue is drained; null when one does not drain.</param>
/// <param name="Verdict">The worst verdict; null without a queue.</param>
public readonly record struct GroupTotals(
    long? Lag,
    int LagUnknownQueues,
    double? ProduceRate,
    double? ConsumeRate,
    long? InFlight,
    long? TimeLagMs,
    double? EtaSeconds,
    QueueVerdict? Verdict)
{
    /// <summary>Totals of the queues; without a queue every sum is unknown.</summary>
    public static GroupTotals Of(IReadOnlyCollection<QueueMotion> queues)
    {
        ArgumentNullException.ThrowIfNull(queues);
        return new GroupTotals(
            KnownSum.Of(queues.Select(queue => queue.Lag)),
            queues.Count(queue => queue.Lag is null),
            KnownSum.Of(queues.Select(queue => queue.ProduceRate)),
            KnownSum.Of(queues.Select(queue => queue.ConsumeRate)),
            KnownSum.Of(queues.Select(queue => queue.InFlight)),
            queues.Max(queue => queue.TimeLagMs),
            QueueTimes.WorstEtaSeconds(queues),
            QueueVerdicts.Worst([.. queues.Select(queue => queue.Verdict)]));
    }
}
