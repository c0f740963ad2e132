namespace Engine.Admin.Statistics;

/// <summary>Verdicts over several queues.</summary>
public static class QueueVerdicts
{
    private static ReadOnlySpan<QueueVerdict> MildestFirst =>
    [
        QueueVerdict.Fine, QueueVerdict.Reset, QueueVerdict.Behind, QueueVerdict.WentBack, QueueVerdict.Stopped, QueueVerdict.Stalled,
    ];

    /// <summary>
    /// The worst: stalled, stopped, went back, behind, reset, fine in this order. Queues of unknown verdict do not count, but when all are
    /// so the answer is unknown; null without a queue.
    /// </summary>
    public static QueueVerdict? Worst(IReadOnlyCollection<QueueVerdict> verdicts)
    {
        ArgumentNullException.ThrowIfNull(verdicts);
        if (verdicts.Count == 0)
        {
            return null;
        }

        return verdicts.MaxBy(GravityOf);
    }

    /// <summary>For sorting: the worse, the higher; 0 for an unknown one.</summary>
    public static int GravityOf(QueueVerdict verdict) => verdict == QueueVerdict.Unknown ? 0 : MildestFirst.IndexOf(verdict) + 1;
}
