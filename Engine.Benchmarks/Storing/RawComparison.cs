using System.Diagnostics;
using Engine.Benchmarks.Running;
using Engine.Store;

namespace Engine.Benchmarks.Storing;

/// <summary>
/// Our appends of 1 KiB bodies against one plain <c>RandomAccess.Write</c> for each record: records read from our log, over and over, into
/// files of the same size. Alternating runs; the middle of the pairs' ratios.
/// </summary>
internal static class RawComparison
{
    private const int Pairs = 5;
    private const int BodyBytes = 1024;
    private const int SampleRecords = 32;
    private const long WarmUpBytes = 256L << 20;
    private const long RunBytes = 2560L << 20;

    internal static async Task MeasureAsync(StoreRun run, CancellationToken ct)
    {
        var ratios = new List<double>();
        await AppendAsync(run, WarmUpBytes, ct).ConfigureAwait(false);
        for (var pair = 0; pair < Pairs; pair++)
        {
            var (ours, records) = await AppendAsync(run, RunBytes, ct).ConfigureAwait(false);
            var raw = WriteRaw(run, records, RunBytes, ct);
            ratios.Add(ours / raw);
            run.Note($"append-1k-vs-raw, pair {pair + 1}: {ours:F0} against {raw:F0} records/s");
        }

        run.Figures.Write("append-1k-vs-raw", Median.Of(ratios), "ratio");
    }

    private static async Task<(double PerSecond, byte[][] Records)> AppendAsync(StoreRun run, long bytes, CancellationToken ct)
    {
        const string name = "ours";
        var messages = new UniqueMessages(1, BodyBytes, 0, 1, 2, 3);
        var store = await run.OpenAsync(name, ct).ConfigureAwait(false);
        try
        {
            var began = Stopwatch.GetTimestamp();
            var count = 0L;
            for (; store.MaxPhysicalOffset < bytes; count++)
            {
                ct.ThrowIfCancellationRequested();
                if (store.Append(messages.Next()) is { Status: not PutStatus.PutOk } refused)
                    throw new InvalidOperationException($"An append was not stored: {refused.Status}, {refused.Remark}");
            }

            await store.WaitUntilDispatchedAsync(ct).ConfigureAwait(false);
            return (count / Stopwatch.GetElapsedTime(began).TotalSeconds, Sample(store));
        }
        finally
        {
            await store.DisposeAsync().ConfigureAwait(false);
            run.Folder.Drop(name);
        }
    }

    private static byte[][] Sample(MessageStore store) =>
    [
        .. Enumerable.Range(0, SampleRecords).Select(index =>
            store.Get(UniqueMessages.Topic, index % 4, index / 4, 1, null).Body.ToArray()),
    ];

    private static double WriteRaw(StoreRun run, byte[][] records, long bytes, CancellationToken ct)
    {
        const string name = "raw";
        var fileBytes = BenchmarkStores.OptionsFor(run.Folder.Path).CommitLogFileBytes;
        var folder = Directory.CreateDirectory(run.Folder.Sub(name)).FullName;
        var began = Stopwatch.GetTimestamp();
        var count = 0L;
        for (var start = 0L; start < bytes; start += fileBytes)
        {
            ct.ThrowIfCancellationRequested();
            using var file = File.OpenHandle(Path.Combine(folder, $"{start:D20}"), FileMode.Create, FileAccess.Write);
            RandomAccess.SetLength(file, fileBytes);
            var end = Math.Min(fileBytes, bytes - start);
            for (var at = 0L; at + records[count % SampleRecords].Length <= end; count++)
            {
                var record = records[count % SampleRecords];
                RandomAccess.Write(file, record, at);
                at += record.Length;
            }
        }

        var elapsed = Stopwatch.GetElapsedTime(began);
        run.Folder.Drop(name);
        return count / elapsed.TotalSeconds;
    }
}
