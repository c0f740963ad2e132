using Engine.Benchmarks.Running;

namespace Engine.Benchmarks.Storing;

/// <summary>The mode <c>store</c>: every family of figures in turn, or those named behind it.</summary>
internal static class StoreMode
{
    private static readonly IReadOnlyList<StoreFamily> Families =
    [
        new("append", true, AppendFigures.MeasureAsync),
        new("raw", true, RawComparison.MeasureAsync),
        new("pull", true, PullFigures.MeasureAsync),
        new("commit", false, CommitFigures.MeasureAsync),
        new("recover", true, CrashedLog.MeasureAsync),
        new("start", false, LargeStart.MeasureAsync),
        new("idle", false, IdleBroker.MeasureAsync),
        new("offsets", false, OffsetFigures.MeasureAsync),
    ];

    internal static async Task<int> RunAsync(BenchmarkRun run, CancellationToken ct)
    {
        var known = Families.Select(family => family.Name).ToArray();
        if (run.Arguments.Except(known).FirstOrDefault() is { } unknown)
        {
            run.Notes.WriteLine($"There are no figures '{unknown}'; there are: {string.Join(", ", known)}.");
            return 2;
        }

        var asked = Families.Where(family => run.Arguments.Count == 0 || run.Arguments.Contains(family.Name)).ToArray();
        using var loggers = NoteLoggers.To(run.Notes);
        using var folder = WorkFolder.Create(run.Notes);
        var shared = new StoreRun(folder, new FigureWriter(run.Output), run.Notes, loggers);
        if (asked.Any(family => family.FillsPages))
            PageWarmUp.Run(shared, ct);

        foreach (var family in asked)
        {
            ct.ThrowIfCancellationRequested();
            await family.MeasureAsync(shared, ct).ConfigureAwait(false);
        }

        return 0;
    }
}
