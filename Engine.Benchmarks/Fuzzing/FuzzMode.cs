using System.Diagnostics;
using System.Text;
using Engine.Benchmarks.Running;

namespace Engine.Benchmarks.Fuzzing;

/// <summary>
/// The mode <c>fuzz</c>: damaged frames, made of those that RocketMQ's own clients sent, straight into the frame reader and the dispatchers
/// of a name server and a broker. Nothing may be thrown out of them, memory must not grow from cluster to cluster, and right requests must
/// still be answered.
/// </summary>
internal static class FuzzMode
{
    private const int FramesPerCluster = 25_000;
    private const int FramesPerConnection = 500;
    private const int AutoCreateEvery = 10;
    private const int FramesWithAutoCreate = 2_000;
    private const double MostGrowthMiB = 64;

    internal static async Task<int> RunAsync(BenchmarkRun run, CancellationToken ct)
    {
        FuzzOrder order;
        try
        {
            order = FuzzOrder.Parse(run.Arguments);
        }
        catch (FormatException refusal)
        {
            run.Notes.WriteLine(refusal.Message);
            return 2;
        }

        run.Notes.WriteLine($"fuzz --frames {order.Frames} --seed {order.Seed}");
        var mutator = new FrameMutator(SeedFrame.Load(), new Random(order.Seed));
        var counts = new FuzzCounts();
        var memory = new List<double>();
        var began = Stopwatch.GetTimestamp();
        string? fault = null;
        for (var epoch = 0; counts.Frames < order.Frames && fault is null; epoch++)
        {
            var autoCreate = epoch % AutoCreateEvery == 0;
            var frames = (int)Math.Min(autoCreate ? FramesWithAutoCreate : FramesPerCluster, order.Frames - counts.Frames);
            fault = await RunOneAsync(mutator, counts, frames, autoCreate, ct).ConfigureAwait(false);
            memory.Add(GC.GetTotalMemory(forceFullCollection: true) / (1024.0 * 1024.0));
        }

        var growth = GrowthOf(memory);
        Print(run, counts, Stopwatch.GetElapsedTime(began), growth, fault is null ? 0 : 1);
        if (fault is not null)
            run.Notes.WriteLine($"FAILED with seed {order.Seed}: {fault}");

        return fault is null && growth <= MostGrowthMiB ? 0 : 1;
    }

    /// <summary>One cluster's life; what went wrong in it, in words.</summary>
    private static async Task<string?> RunOneAsync(
        FrameMutator mutator, FuzzCounts counts, int frames, bool autoCreate, CancellationToken ct)
    {
        var cluster = await FuzzCluster.StartAsync(NewFolder(), autoCreate, ct).ConfigureAwait(false);
        await using (cluster.ConfigureAwait(false))
        {
            for (var left = frames; left > 0; left -= FramesPerConnection)
            {
                ct.ThrowIfCancellationRequested();
                if (await SendAsync(cluster, mutator, counts, Math.Min(left, FramesPerConnection)).ConfigureAwait(false) is { } fault)
                    return fault;
            }

            return await cluster.FindFaultAsync().ConfigureAwait(false);
        }
    }

    private static async Task<string?> SendAsync(FuzzCluster cluster, FrameMutator mutator, FuzzCounts counts, int frames)
    {
        using var toNameServer = cluster.Connect(toNameServer: true);
        using var toBroker = cluster.Connect(toNameServer: false);
        for (var left = frames; left > 0; left--)
        {
            var (frame, isForNameServer) = mutator.Next();
            try
            {
                counts.Add(await (isForNameServer ? toNameServer : toBroker).ReceiveAsync(frame).ConfigureAwait(false), frame);
            }
            catch (Exception thrown)
            {
                return $"{thrown} by the frame {Convert.ToHexString(frame)}";
            }
        }

        await toNameServer.CloseAsync().ConfigureAwait(false);
        await toBroker.CloseAsync().ConfigureAwait(false);
        return null;
    }

    /// <summary>MiB more at the end than after the first tenth: what every cluster leaves behind adds up.</summary>
    private static double GrowthOf(List<double> memory) =>
        memory.Count < 2 ? 0 : Math.Max(0, memory[^1] - memory.Take(Math.Max(1, memory.Count / 10)).Max());

    private static void Print(BenchmarkRun run, FuzzCounts counts, TimeSpan time, double growth, int crashes)
    {
        var figures = new FigureWriter(run.Output);
        figures.WriteCount("fuzz-frames", counts.Frames, "frames");
        figures.WriteCount("fuzz-succeeded", counts.Succeeded, "frames");
        figures.WriteCount("fuzz-refused", counts.Refused, "frames");
        figures.WriteCount("fuzz-crashes", crashes, "times");
        figures.WriteCount("fuzz-surprises", counts.Surprises.Values.Sum(), "times");
        figures.Write("fuzz-memory-growth", growth, "MiB");
        figures.Write("fuzz-speed", counts.Frames / time.TotalSeconds, "frames/s");
        foreach (var (text, count) in counts.Surprises.OrderByDescending(pair => pair.Value))
            run.Notes.WriteLine($"{count} × {text}: {Encoding.Latin1.GetString(counts.Examples[text])}");
    }

    // In memory where the system has that: what is looked for is not in the disk.
    private static string NewFolder()
    {
        var place = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();
        return Directory.CreateDirectory(Path.Combine(place, $"console-fuzz-{Guid.NewGuid():N}")).FullName;
    }
}
