namespace Engine.Store.Recovery;

/// <summary>Where a start begins to read the log, and from where on it does not believe the queues.</summary>
/// <param name="ScanFrom">Log offset at which reading begins.</param>
/// <param name="DistrustQueuesFrom">Queue entries pointing here or behind are dropped before; <see cref="long.MaxValue"/> keeps
/// all.</param>
internal sealed record RecoveryPlan(long ScanFrom, long DistrustQueuesFrom)
{
    /// <summary>Decides. Pure.</summary>
    internal static RecoveryPlan Decide(RecoveryFacts facts)
    {
        var distrust = facts.IsClean ? long.MaxValue : TrustedStart(facts);
        if (facts.AreQueuesIncomplete || facts.DispatchedEnd < facts.LogStart)
        {
            return new RecoveryPlan(facts.LogStart, distrust);
        }

        return new RecoveryPlan(facts.IsClean ? facts.DispatchedEnd : distrust, distrust);
    }

    // The newest file that begins before the checkpoint: all files before it are on the disk and in the queues. Times do not go back from
    // file to file; behind one that seems to be later nothing is believed.
    private static long TrustedStart(RecoveryFacts facts)
    {
        var start = facts.LogStart;
        foreach (var file in facts.Files)
        {
            if (file.FirstStoreTime > facts.TrustedTime)
            {
                break;
            }

            start = file.Start;
        }

        return start;
    }
}
