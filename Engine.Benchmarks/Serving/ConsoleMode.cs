using Engine.Benchmarks.Running;

namespace Engine.Benchmarks.Serving;

/// <summary>The mode <c>console</c>: the whole console, the built one as a child process, as its viewers meet it.</summary>
internal static class ConsoleMode
{
    internal static async Task<int> RunAsync(BenchmarkRun run, CancellationToken ct)
    {
        if (run.Arguments.Count > 0)
        {
            run.Notes.WriteLine($"The mode 'console' takes no words behind it; there is '{run.Arguments[0]}'.");
            return 2;
        }

        if (ConsoleBuild.Find() is not { } dll)
        {
            run.Notes.WriteLine($"There is no Release build of the console; {ConsoleBuild.HowTo}");
            return 1;
        }

        using var folder = WorkFolder.Create(run.Notes);
        var shared = new ServingRun(dll, Chromium.Find(), folder, new FigureWriter(run.Output), run.Notes);
        await StartFigures.MeasureAsync(shared, ct).ConfigureAwait(false);
        await IdleFigures.MeasureAsync(shared, ct).ConfigureAwait(false);
        await LiveFigures.MeasureAsync(shared, ct).ConfigureAwait(false);
        await ExportFigures.MeasureAsync(shared, ct).ConfigureAwait(false);
        await HistoryFigures.MeasureAsync(shared, ct).ConfigureAwait(false);
        return 0;
    }
}
