namespace Engine.Admin.Statistics;

/// <summary>Verdicts over several queues.</summary>
public static class QueueVerdicts
{
    private static readonly QueueVerdict[] WorstFirst =
    [
        QueueVerdict.Stalled, QueueVerdict.Stopped, QueueVerdict.WentBack, QueueVerdict.Behind, QueueVerdict.Reset, QueueVerdict.Fine,
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

        var found = Array.FindIndex(WorstFirst, verdicts.Contains);
        return found < 0 ? QueueVerdict.Unknown : WorstFirst[found];
    }
}
