using System.Diagnostics;
using Engine.Store;

namespace Engine.Benchmarks.Storing;

/// <summary>Synchronous flush with 64 senders that wait without a thread each, against one flush for every message by one writer.</summary>
internal static class CommitFigures
{
    private const int Senders = 64;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Counted = TimeSpan.FromSeconds(5);

    internal static async Task MeasureAsync(StoreRun run, CancellationToken ct)
    {
        var plain = PlainFlushes.Measure(run, Counted, ct);
        var grouped = await SendAsync(run, Senders, ct).ConfigureAwait(false);
        run.Note($"group-commit-vs-single: {grouped:F0} against {plain.PerSecond:F0} msg/s");
        run.Figures.Write("group-commit-vs-single", grouped / plain.PerSecond, "ratio");
        run.Figures.Write("fsync", plain.MedianMs, "ms");
        var alone = await SendAsync(run, 1, ct).ConfigureAwait(false);
        run.Note($"group-commit-vs-single: one sender alone makes {alone:F0} msg/s safe through the store");
    }

    private static async Task<double> SendAsync(StoreRun run, int senders, CancellationToken ct)
    {
        const string name = "commit";
        var options = BenchmarkStores.OptionsFor(run.Folder.Sub(name)) with { FlushSync = true };
        var store = await BenchmarkStores.OpenAsync(options, run.Loggers, ct).ConfigureAwait(false);
        double speed;
        await using (store.ConfigureAwait(false))
        {
            await SendForAsync(store, senders, WarmUp, ct).ConfigureAwait(false);
            speed = await SendForAsync(store, senders, Counted, ct).ConfigureAwait(false);
        }

        run.Folder.Drop(name);
        return speed;
    }

    private static async Task<double> SendForAsync(MessageStore store, int senders, TimeSpan time, CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, senders).Select(series => Task.Run(
            async () =>
            {
                var messages = new UniqueMessages(series, 128, series % 4);
                var sent = 0L;
                for (; Stopwatch.GetElapsedTime(began) < time; sent++)
                    await SendOneAsync(store, messages.Next(), ct).ConfigureAwait(false);

                return sent;
            },
            ct))).ConfigureAwait(false);
        return counts.Sum() / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static async ValueTask SendOneAsync(MessageStore store, StoreMessage message, CancellationToken ct)
    {
        var result = await store.MakeSafeAsync(store.Append(message), message, ct).ConfigureAwait(false);
        if (result.Status != PutStatus.PutOk)
            throw new InvalidOperationException($"An append was not made safe: {result.Status}, {result.Remark}");
    }
}
