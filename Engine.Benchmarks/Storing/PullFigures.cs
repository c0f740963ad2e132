using System.Diagnostics;
using Engine.Store;

namespace Engine.Benchmarks.Storing;

/// <summary>
/// Pulls of 32 messages on one thread, queue after queue through a log of 1 GiB that lies in the page cache; the newest 4 MiB alone are in
/// memory of the store's own.
/// </summary>
internal static class PullFigures
{
    private const long LogBytes = 1L << 30;
    private const int Queues = 4;
    private const int Batch = 32;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan Counted = TimeSpan.FromSeconds(5);

    internal static async Task MeasureAsync(StoreRun run, CancellationToken ct)
    {
        const string name = "pull";
        var store = await run.OpenAsync(name, ct).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            Fill(store, ct);
            await store.WaitUntilDispatchedAsync(ct).ConfigureAwait(false);
            var (at, turn) = (0L, 0);
            Pull(store, WarmUp, ref at, ref turn, ct);
            var began = Stopwatch.GetTimestamp();
            var messages = Pull(store, Counted, ref at, ref turn, ct);
            var elapsed = Stopwatch.GetElapsedTime(began);
            run.Figures.Write("pull-32", messages / elapsed.TotalSeconds, "msg/s");
            run.Note($"pull-32: {messages} messages in {elapsed.TotalSeconds:F2} s, {turn} times through a queue of a quarter of the log");
        }

        run.Folder.Drop(name);
    }

    private static void Fill(MessageStore store, CancellationToken ct)
    {
        var batches = new UniqueBatches(1, Batch, 128, Enumerable.Range(0, Queues));
        while (store.MaxPhysicalOffset < LogBytes)
        {
            ct.ThrowIfCancellationRequested();
            var (template, body) = batches.Next();
            if (store.AppendBatch(template, body) is { Status: not PutStatus.PutOk } refused)
                throw new InvalidOperationException($"An append was not stored: {refused.Status}, {refused.Remark}");
        }
    }

    private static long Pull(MessageStore store, TimeSpan time, ref long at, ref int turn, CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        var messages = 0L;
        while (Stopwatch.GetElapsedTime(began) < time)
        {
            ct.ThrowIfCancellationRequested();
            var result = store.Get(UniqueMessages.Topic, turn % Queues, at, Batch, null);
            if (result.Status == GetStatus.OffsetOverflowOne)
            {
                (at, turn) = (0, turn + 1);
                continue;
            }

            if (result.Status != GetStatus.Found || result.MessageCount != Batch)
                throw new InvalidOperationException($"A pull at {at} gave {result.MessageCount} messages: {result.Status}");

            messages += result.MessageCount;
            at = result.NextBeginOffset;
        }

        return messages;
    }
}
