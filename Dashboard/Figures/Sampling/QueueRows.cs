using Engine.Admin.Statistics;

namespace Dashboard.Figures.Sampling;

/// <summary>A queue's row out of what was read and what was computed of it. Pure.</summary>
internal static class QueueRows
{
    internal static QueueRow Of(GroupFigures group, QueueFigures queue, QueueStanding standing) => new(
        queue.Queue.Topic,
        queue.Queue.BrokerName,
        queue.Queue.QueueId,
        queue.MinOffset,
        queue.BrokerOffset,
        queue.ConsumerOffset,
        standing.Lag,
        standing.InFlight,
        standing.TimeLag is { } timeLag ? (long)timeLag.TotalMilliseconds : null,
        queue.LastConsumedAt,
        standing.ProduceRate,
        standing.ConsumeRate,
        standing.EtaSeconds,
        queue.Owner,
        VerdictWords.Of(standing.Reason.Verdict),
        standing.Reason.Evidence,
        group.SampledAt)
    {
        IsPulledSinceReset = queue.IsPulledSinceReset,
        ResetAt = queue.ResetAt,
    };

    internal static QueueMotion MotionOf(QueueRow row) => new(
        row.Lag,
        row.ProduceRate,
        row.ConsumeRate,
        row.InFlight,
        row.TimeLagMs,
        row.EtaSeconds,
        VerdictWords.Read(row.Verdict));
}
