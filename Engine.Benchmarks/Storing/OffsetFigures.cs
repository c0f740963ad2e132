using System.Diagnostics;
using System.Globalization;
using Engine.Benchmarks.Running;
using Engine.Broker;
using Engine.Broker.Offsets;
using Engine.Broker.Statistics;
using Microsoft.Extensions.Logging;

namespace Engine.Benchmarks.Storing;

/// <summary>
/// How long the broker takes to save a table of 10,000 consumer offsets, the flush to the disk left out: the same code writes to a file
/// system in memory, where a flush does nothing. What it takes on the disk is noted.
/// </summary>
internal static class OffsetFigures
{
    private const string MemoryFolder = "/dev/shm";
    private const int Groups = 100;
    private const int TopicsPerGroup = 25;
    private const int Queues = 4;
    private const int Rounds = 30;
    private const int WarmUp = 10;

    internal static async Task MeasureAsync(StoreRun run, CancellationToken ct)
    {
        var table = MakeTable(run);
        var onDisk = await SaveAsync(run, table, run.Folder.Sub("offsets"), ct).ConfigureAwait(false);
        run.Note($"persist-10k-offsets: {onDisk:F3} ms on the disk with its flushes");
        if (!Directory.Exists(MemoryFolder) || !WorkFolder.IsInMemory(MemoryFolder))
        {
            run.Note($"persist-10k-offsets: there is no file system in memory here, so the figure has the flushes in it");
            run.Figures.Write("persist-10k-offsets", onDisk, "ms");
            return;
        }

        var folder = Directory.CreateDirectory(Path.Combine(MemoryFolder, Path.GetFileName(run.Folder.Path))).FullName;
        try
        {
            run.Figures.Write("persist-10k-offsets", await SaveAsync(run, table, folder, ct).ConfigureAwait(false), "ms");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<double> SaveAsync(StoreRun run, ConsumerOffsetTable table, string folder, CancellationToken ct)
    {
        var file = new TableFile(Path.Combine(folder, "consumerOffset.json"), run.Loggers.CreateLogger<TableFile>());
        var times = new List<double>();
        var first = table.Find(Name("group", 0), Name("topic", 0), 0) ?? 0;
        for (var round = 1; round <= Rounds; round++)
        {
            table.Commit(Name("group", 0), Name("topic", 0), 0, first + round, "client");
            var began = Stopwatch.GetTimestamp();
            await file.SaveAsync(table.ToBody, ct).ConfigureAwait(false);
            if (round > WarmUp)
                times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return Median.Of(times);
    }

    private static ConsumerOffsetTable MakeTable(StoreRun run)
    {
        var table = new ConsumerOffsetTable(
            new ChangeVersions(TimeProvider.System, 1), TimeProvider.System, run.Loggers.CreateLogger<ConsumerOffsetTable>());
        for (var entry = 0; entry < Groups * TopicsPerGroup * Queues; entry++)
        {
            var (group, topic) = (entry / (TopicsPerGroup * Queues), entry / Queues % TopicsPerGroup);
            table.Commit(Name("group", group), Name("topic", topic), entry % Queues, 1_000_000 + entry, "client");
        }

        return table;
    }

    private static string Name(string kind, int number) => string.Create(CultureInfo.InvariantCulture, $"{kind}-{number:D3}");
}
