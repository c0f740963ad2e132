using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Engine.Benchmarks.Running;

namespace Engine.Benchmarks.Crashing;

/// <summary>
/// The mode <c>crash</c>: a process appends under load and is killed at a chance instant; then every acknowledged message must be there,
/// and so on for many rounds. <c>--rounds N</c> and <c>--seed S</c> choose how many and which; the instants themselves are chance.
/// </summary>
internal static class CrashMode
{
    private const int DefaultRounds = 200;
    private const int RoundsPerStore = 25;

    // Behind it no round is begun: the mode ends within five minutes on any machine.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(280);

    internal static async Task<int> RunAsync(BenchmarkRun run, CancellationToken ct)
    {
        var rounds = Option(run, "--rounds") ?? DefaultRounds;
        var seed = Option(run, "--seed") ?? RandomNumberGenerator.GetInt32(int.MaxValue);
        run.Notes.WriteLine($"crash --rounds {rounds} --seed {seed}");
        var (counts, faults) = (new CrashCounts(), new Faults());
        using var folder = WorkFolder.Create(run.Notes);
        await RunAsync(run, folder, new Random(seed), rounds, (counts, faults), ct).ConfigureAwait(false);
        counts.Print(new FigureWriter(run.Output), faults);
        if (!faults.Any)
            return 0;

        folder.Keep();
        run.Notes.WriteLine($"FAILED with seed {seed} in round {counts.Rounds}; the store is kept in {folder.Path}");
        foreach (var text in faults.Texts)
            run.Notes.WriteLine($"  {text}");

        return 1;
    }

    private static async Task RunAsync(
        BenchmarkRun run, WorkFolder folder, Random random, int rounds, (CrashCounts Counts, Faults Faults) result, CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        CrashStore? store = null;
        for (var round = 0; round < rounds && !result.Faults.Any; round++)
        {
            ct.ThrowIfCancellationRequested();
            if (Stopwatch.GetElapsedTime(began) > Longest)
            {
                run.Notes.WriteLine($"the time is over after {round} of {rounds} rounds");
                return;
            }

            var name = (round / RoundsPerStore).ToString(CultureInfo.InvariantCulture);
            if (round % RoundsPerStore == 0)
            {
                folder.Drop(((round / RoundsPerStore) - 1).ToString(CultureInfo.InvariantCulture));
                store = new CrashStore(folder.Sub(name), random, result.Counts, result.Faults);
            }

            await store!.RunRoundAsync(RoundPlan.Draw(random), ct).ConfigureAwait(false);
            if ((round + 1) % RoundsPerStore == 0)
                run.Notes.WriteLine($"  {round + 1} rounds, {result.Counts.Acknowledged} acknowledged messages, all there");
        }
    }

    private static int? Option(BenchmarkRun run, string name)
    {
        var at = run.Arguments.ToList().IndexOf(name);
        return at < 0 || at + 1 >= run.Arguments.Count ? null : int.Parse(run.Arguments[at + 1], CultureInfo.InvariantCulture);
    }
}
