using System.Diagnostics;
using System.Runtime;
using Engine.Benchmarks.Storing;

namespace Engine.Benchmarks.Consuming;

/// <summary>
/// From producer to committed offset in one process: in batches of 32, one request after the other, and one message a request with
/// up to 64 in flight. The second run shows whether memory grows.
/// </summary>
internal static class PipelineFigures
{
    private const int Batch = 32;
    private const int BatchesInFlight = 1;
    private const int InFlight = 64;

    private const int MostWarmUps = 20;
    private const int FewMethods = 10;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Counted = TimeSpan.FromSeconds(8);

    internal static async Task MeasureAsync(StoreRun run, CancellationToken ct)
    {
        var (batched, growth) = await MeasureAsync(run, "pipeline-batch32", Batch, BatchesInFlight, ct).ConfigureAwait(false);
        run.Figures.Write("pipeline-batch32", batched, "msg/s");
        var (single, singleGrowth) = await MeasureAsync(run, "pipeline-single", 1, InFlight, ct).ConfigureAwait(false);
        run.Figures.Write("pipeline-single", single, "msg/s");
        run.Figures.Write("pipeline-memory-growth", Math.Max(growth, singleGrowth), "MiB");
    }

    private static async Task<(double PerSecond, double Growth)> MeasureAsync(
        StoreRun run, string name, int batch, int inFlight, CancellationToken ct)
    {
        double speed, growth;
        var pipeline = await Pipeline.StartAsync(run, name, batch, ct).ConfigureAwait(false);
        await using (pipeline.ConfigureAwait(false))
        {
            var load = new PipelineRun(pipeline, batch, inFlight);
            await WarmUpAsync(run, name, load, ct).ConfigureAwait(false);
            var before = Held();
            var spent = Spent.Now();
            var sent = load.Sent;
            speed = await load.ForAsync(Counted, ct).ConfigureAwait(false);
            var each = Spent.Now().Since(spent, load.Sent - sent);
            run.Note($"{name}: a message costs {each.Microseconds:F2} us of processor time and {each.Bytes:F0} B of allocations");
            growth = Held() - before;
            await pipeline.EndAsync(ct).ConfigureAwait(false);
        }

        run.Note($"{name}: {growth:F1} MiB more in use after {Counted.TotalSeconds:F0} s; {Rss():F0} MiB resident");
        run.Folder.Drop(name);
        return (speed, growth);
    }

    // The runtime compiles hot methods again while it counts their calls: what it costs is the start's, not the pipeline's.
    private static async Task WarmUpAsync(StoreRun run, string name, PipelineRun load, CancellationToken ct)
    {
        for (var round = 1; round <= MostWarmUps; round++)
        {
            var compiled = JitInfo.GetCompiledMethodCount();
            await load.ForAsync(WarmUp, ct).ConfigureAwait(false);
            if (JitInfo.GetCompiledMethodCount() - compiled < FewMethods)
            {
                run.Note($"{name}: warm after {round} rounds of {WarmUp.TotalSeconds:F0} s");
                return;
            }
        }

        run.Note($"{name}: methods were still being compiled after {MostWarmUps} rounds of {WarmUp.TotalSeconds:F0} s");
    }

    private static double Held()
    {
        GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
        return GC.GetTotalMemory(forceFullCollection: true) / (1024.0 * 1024.0);
    }

    private static double Rss()
    {
        using var self = Process.GetCurrentProcess();
        return self.WorkingSet64 / (1024.0 * 1024.0);
    }
}
