using Engine.Benchmarks.Running;

namespace Engine.Benchmarks.Storing;

/// <summary>The mode <c>store</c>: every family of figures in turn, or those named behind it.</summary>
internal static class StoreMode
{
    private static readonly IReadOnlyList<(string Name, Func<StoreRun, CancellationToken, Task> MeasureAsync)> Families =
    [
        ("append", AppendFigures.MeasureAsync),
        ("raw", RawComparison.MeasureAsync),
        ("pull", PullFigures.MeasureAsync),
        ("recover", CrashedLog.MeasureAsync),
        ("start", LargeStart.MeasureAsync),
        ("idle", IdleBroker.MeasureAsync),
        ("offsets", OffsetFigures.MeasureAsync),
        ("fsync", FsyncFigure.MeasureAsync),
    ];

    internal static async Task<int> RunAsync(BenchmarkRun run, CancellationToken ct)
    {
        var known = Families.Select(family => family.Name).ToArray();
        if (run.Arguments.Except(known).FirstOrDefault() is { } unknown)
        {
            run.Notes.WriteLine($"There are no figures '{unknown}'; there are: {string.Join(", ", known)}.");
            return 2;
        }

        using var loggers = NoteLoggers.To(run.Notes);
        using var folder = WorkFolder.Create(run.Notes);
        var shared = new StoreRun(folder, new FigureWriter(run.Output), run.Notes, loggers);
        PageWarmUp.Run(shared, ct);
        foreach (var family in Families.Where(family => run.Arguments.Count == 0 || run.Arguments.Contains(family.Name)))
        {
            ct.ThrowIfCancellationRequested();
            await family.MeasureAsync(shared, ct).ConfigureAwait(false);
        }

        return 0;
    }
}
