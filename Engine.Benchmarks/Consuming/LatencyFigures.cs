using System.Buffers.Binary;
using System.Diagnostics;
using Engine.Benchmarks.Storing;

namespace Engine.Benchmarks.Consuming;

/// <summary>
/// How long a message takes from its send to the listener at 10,000 messages a second, sent one by one at even distances.
/// </summary>
internal static class LatencyFigures
{
    private const int PerSecond = 10_000;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Counted = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(1);

    internal static async Task MeasureAsync(StoreRun run, CancellationToken ct)
    {
        const string name = "latency";
        var samples = new LatencySamples(PerSecond * (int)(Counted + WarmUp).TotalSeconds);
        var pipeline = await Pipeline.StartAsync(run, name, listenerBatch: 1, ct).ConfigureAwait(false);
        await using (pipeline.ConfigureAwait(false))
        {
            var warm = 1 + await SendAsync(pipeline, WarmUp, ct).ConfigureAwait(false);
            await pipeline.Listener.WhenConsumedAsync(warm, ct).ConfigureAwait(false);
            pipeline.Listener.Time(samples);
            var sent = await SendAsync(pipeline, Counted, ct).ConfigureAwait(false);
            await pipeline.Listener.WhenConsumedAsync(warm + sent, ct).ConfigureAwait(false);
            await pipeline.EndAsync(ct).ConfigureAwait(false);
        }

        run.Folder.Drop(name);
        run.Figures.Write("latency-p99-at-10k", samples.Percentile(0.99), "ms");
        run.Note($"latency: {samples.Count} messages at {samples.Count / Counted.TotalSeconds:F0}/s");
        run.Note($"latency: p50 {samples.Percentile(0.5):F3} ms, p99.9 {samples.Percentile(0.999):F3} ms");
    }

    // What is due is sent at once; then the thread sleeps, a millisecond at the least. A sender that is late catches up.
    private static async Task<long> SendAsync(Pipeline pipeline, TimeSpan time, CancellationToken ct)
    {
        var message = Pipeline.Message();
        var began = Stopwatch.GetTimestamp();
        var sent = 0L;
        while (Stopwatch.GetElapsedTime(began) is var elapsed && elapsed < time)
        {
            for (var due = (long)(elapsed.TotalSeconds * PerSecond); sent < due; sent++)
            {
                var body = message.Body.ToArray();
                BinaryPrimitives.WriteInt64LittleEndian(body, Stopwatch.GetTimestamp());
                await pipeline.Producer.SendAsync(message with { Body = body }, ct).ConfigureAwait(false);
            }

            await Task.Delay(Glance, TimeProvider.System, ct).ConfigureAwait(false);
        }

        return sent;
    }
}
