using System.Globalization;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using Engine.Benchmarks.Running;

namespace Engine.Benchmarks.Micro;

/// <summary>
/// The mode <c>micro</c>: single steps of the store's hot paths with BenchmarkDotNet, in this process. What it reports goes to the notes;
/// each benchmark gives two figures, nanoseconds and allocated bytes of one message, entry or key.
/// </summary>
internal static class MicroMode
{
    private static readonly IReadOnlyList<Type> Classes =
    [
        typeof(AppendBenchmarks),
        typeof(RecordBenchmarks),
        typeof(PullBenchmarks),
        typeof(QueueBenchmarks),
        typeof(KeyBenchmarks),
        typeof(OffsetBenchmarks),
    ];

    internal static async Task<int> RunAsync(BenchmarkRun run, CancellationToken ct)
    {
        var known = MicroLength.All.Select(each => each.Word).ToArray();
        if (run.Arguments.Except(known).FirstOrDefault() is { } unknown)
        {
            var refusal = $"There is no option '{unknown}'; there are: {string.Join(", ", known)}.";
            await run.Notes.WriteLineAsync(refusal.AsMemory(), ct).ConfigureAwait(false);
            return 2;
        }

        var length = MicroLength.All.FirstOrDefault(each => run.Arguments.Contains(each.Word)) ?? MicroLength.Short;
        var artifacts = Directory.CreateTempSubdirectory("console-micro-");
        try
        {
            var config = length.Configure(run.Notes, artifacts.FullName);
            var isWhole = true;
            foreach (var type in Classes)
            {
                ct.ThrowIfCancellationRequested();
                isWhole &= Print(BenchmarkRunner.Run(type, config), run);
            }

            return isWhole ? 0 : 1;
        }
        finally
        {
            artifacts.Delete(recursive: true);
        }
    }

    private static bool Print(Summary summary, BenchmarkRun run)
    {
        var figures = new FigureWriter(run.Output);
        foreach (var report in summary.Reports.Where(report => report is { Success: true, ResultStatistics: not null }))
        {
            var name = $"micro-{report.BenchmarkCase.Descriptor.WorkloadMethodDisplayInfo}";
            var memory = report.GcStats;
            figures.Write(name, report.ResultStatistics!.Mean, "ns");
            figures.Write($"{name}-alloc", (memory.GetTotalAllocatedBytes(true) ?? 0) / (double)Math.Max(1, memory.TotalOperations), "B");
        }

        var missing = summary.BenchmarksCases.Length - summary.Reports.Count(report => report.Success);
        if (missing > 0 || summary.HasCriticalValidationErrors || summary.BenchmarksCases.Length == 0)
        {
            run.Notes.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{summary.Title}: {missing} benchmarks gave no figure."));
            return false;
        }

        return true;
    }
}
