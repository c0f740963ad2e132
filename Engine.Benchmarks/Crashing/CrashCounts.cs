using Engine.Benchmarks.Running;

namespace Engine.Benchmarks.Crashing;

/// <summary>What a run of the harness has done so far.</summary>
internal sealed class CrashCounts
{
    internal const string Recovery = "recovery";
    internal const string Deletion = "deletion";
    internal const string CleanStart = "clean-start";

    private readonly SortedDictionary<string, int> _instants = new(StringComparer.Ordinal)
    {
        [CleanStart] = 0,
        [Recovery] = 0,
        [NameOf(LoadStep.Loading)] = 0,
        [NameOf(LoadStep.Stopping)] = 0,
        [Deletion] = 0,
    };

    internal int Rounds { get; set; }

    internal long Acknowledged { get; set; }

    internal static string NameOf(LoadStep step) => step.ToString().ToLowerInvariant();

    internal void Hit(string instant) => _instants[instant] = _instants.GetValueOrDefault(instant) + 1;

    internal void Print(FigureWriter figures, Faults faults)
    {
        figures.WriteCount("crash-rounds", Rounds, "rounds");
        figures.WriteCount("crash-acknowledged", Acknowledged, "msg");
        figures.WriteCount("crash-lost", faults.Of(FaultKind.Lost), "msg");
        figures.WriteCount("crash-duplicates", faults.Of(FaultKind.Duplicate), "msg");
        figures.WriteCount("crash-wrong", faults.Of(FaultKind.Wrong), "msg");
        foreach (var (instant, count) in _instants)
            figures.WriteCount($"crash-killed-in-{instant}", count, "times");
    }
}
