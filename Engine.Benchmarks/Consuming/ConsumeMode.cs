using Engine.Benchmarks.Running;
using Engine.Benchmarks.Storing;

namespace Engine.Benchmarks.Consuming;

/// <summary>The mode <c>consume</c>: what a message costs from the producer to the committed offset, all in one process.</summary>
internal static class ConsumeMode
{
    internal static async Task<int> RunAsync(BenchmarkRun run, CancellationToken ct)
    {
        if (run.Arguments.Count > 0)
        {
            run.Notes.WriteLine($"The mode 'consume' takes no words behind it; there is '{run.Arguments[0]}'.");
            return 2;
        }

        using var loggers = NoteLoggers.To(run.Notes);
        using var folder = WorkFolder.Create(run.Notes);
        var shared = new StoreRun(folder, new FigureWriter(run.Output), run.Notes, loggers);
        PageWarmUp.Run(shared, ct);
        await PipelineFigures.MeasureAsync(shared, ct).ConfigureAwait(false);
        await LatencyFigures.MeasureAsync(shared, ct).ConfigureAwait(false);
        return 0;
    }
}
