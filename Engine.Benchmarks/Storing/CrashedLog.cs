using System.Diagnostics;
using System.Globalization;
using Engine.Benchmarks.Running;
using Engine.Store;
using Microsoft.Extensions.Logging;

namespace Engine.Benchmarks.Storing;

/// <summary>
/// The start of a store whose process was killed: a log of 1 GiB, the last 63 MiB of it written after the last checkpoint. A child process
/// writes it and is killed as soon as the last byte is there.
/// </summary>
internal static class CrashedLog
{
    internal const string Role = "crashed-log";

    private const string Filled = "filled";
    private const long LogBytes = 1L << 30;
    private const long CheckpointedBytes = LogBytes - (63L << 20);

    // The checkpoint is trusted up to 3 s before the newest record it covers.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3.5);

    internal static async Task MeasureAsync(StoreRun run, CancellationToken ct)
    {
        const string name = "crashed";
        using (var child = ChildProcess.Start(Role, run.Folder.Sub(name)))
        {
            await child.ExpectAsync(Filled, ct).ConfigureAwait(false);
            child.Kill();
        }

        var store = BenchmarkStores.Make(BenchmarkStores.OptionsFor(run.Folder.Sub(name)), run.Loggers);
        await using (store.ConfigureAwait(false))
        {
            var began = Stopwatch.GetTimestamp();
            await store.StartAsync(ct).ConfigureAwait(false);
            run.Figures.Write("recover-1g", Stopwatch.GetElapsedTime(began).TotalSeconds, "s");
            var behind = store.MaxPhysicalOffset - CheckpointedBytes;
            run.Note($"recover-1g: {store.MaxPhysicalOffset} bytes, {behind >> 20} MiB behind the checkpoint");
        }

        run.Folder.Drop(name);
    }

    /// <summary>The child's part: writes and then waits to be killed.</summary>
    internal static async Task FillAsync(BenchmarkRun run, ParentLink link, CancellationToken ct)
    {
        using var loggers = NoteLoggers.To(run.Notes);
        var options = BenchmarkStores.OptionsFor(run.Arguments[0]);
        var batches = new UniqueBatches(1, 32, 128, 0, 1, 2, 3);
        await AppendUpToAsync(options, loggers, batches, CheckpointedBytes, ct).ConfigureAwait(false);
        await Task.Delay(Settling, TimeProvider.System, ct).ConfigureAwait(false);
        await AppendUpToAsync(options, loggers, batches, CheckpointedBytes + 1, ct).ConfigureAwait(false);

        var store = await BenchmarkStores.OpenAsync(options, loggers, ct).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            Append(store, batches, LogBytes, ct);
            await run.Output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{Filled} {store.MaxPhysicalOffset}"))
                .ConfigureAwait(false);
            await run.Output.FlushAsync(ct).ConfigureAwait(false);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct).ConfigureAwait(false);
        }
    }

    private static async Task AppendUpToAsync(
        StoreOptions options, ILoggerFactory loggers, UniqueBatches batches, long end, CancellationToken ct)
    {
        var store = await BenchmarkStores.OpenAsync(options, loggers, ct).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            Append(store, batches, end, ct);
            await store.StopAsync(ct).ConfigureAwait(false);
        }
    }

    private static void Append(MessageStore store, UniqueBatches batches, long end, CancellationToken ct)
    {
        while (store.MaxPhysicalOffset < end)
        {
            ct.ThrowIfCancellationRequested();
            var (template, body) = batches.Next();
            if (store.AppendBatch(template, body) is { Status: not PutStatus.PutOk } refused)
                throw new InvalidOperationException($"An append was not stored: {refused.Status}, {refused.Remark}");
        }
    }
}
