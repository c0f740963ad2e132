namespace Engine.Benchmarks.Crashing;

/// <summary>What happens in a round; all of it decided before.</summary>
/// <param name="Aim">In which step the process is to be killed; <see cref="LoadStep.Stopped"/> lets it end by itself.</param>
/// <param name="Fraction">How far into that step, 0 to 1.</param>
/// <param name="LoadMs">How long the load may go on at most.</param>
/// <param name="Senders">How many senders.</param>
/// <param name="FlushSync">Whether acknowledgments wait for the disk.</param>
/// <param name="FlushMs">How often the store flushes; each twentieth time it notes a checkpoint.</param>
internal sealed record RoundPlan(LoadStep Aim, double Fraction, int LoadMs, int Senders, bool FlushSync, int FlushMs)
{
    private static readonly LoadStep[] Aims =
    [
        LoadStep.Starting, LoadStep.Loading, LoadStep.Loading, LoadStep.Loading, LoadStep.Loading, LoadStep.Stopping, LoadStep.Stopping,
        LoadStep.Stopped,
    ];

    private static readonly int[] FlushTimes = [1, 5, 20, 100, 500];

    /// <summary>Whether the process that recovers is killed too, before anything is checked.</summary>
    public required bool KillsRecovery { get; init; }

    /// <summary>How far into that one's start, 0 to 1.</summary>
    public required double RecoveryFraction { get; init; }

    /// <summary>Whether the check ends with a clean stop; otherwise the next process finds what a kill would leave.</summary>
    public required bool LeavesClean { get; init; }

    internal static RoundPlan Draw(Random random) =>
        new(
            Aims[random.Next(Aims.Length)], random.NextDouble(), random.Next(20, 250), random.Next(2, 6),
            random.Next(2) == 0, FlushTimes[random.Next(FlushTimes.Length)])
        {
            KillsRecovery = random.Next(3) == 0,
            RecoveryFraction = random.NextDouble(),
            LeavesClean = random.Next(2) == 0,
        };
}
