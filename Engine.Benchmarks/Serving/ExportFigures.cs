using System.Diagnostics;
using System.Text.Json.Nodes;
using Engine.Benchmarks.Running;

namespace Engine.Benchmarks.Serving;

/// <summary>100,000 queue rows as CSV: 50 groups that have offsets on 2,000 queues.</summary>
internal static class ExportFigures
{
    private const int Groups = 50;
    private const int QueuesPerBroker = 1000;
    private const int Rows = Groups * QueuesPerBroker * 2;
    private const int Rounds = 3;
    private const string Topic = "wide";

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);

    internal static async Task MeasureAsync(ServingRun run, CancellationToken ct)
    {
        const string name = "export";
        var console = await run.StartAsync(name, ct).ConfigureAwait(false);
        await using (console.ConfigureAwait(false))
        {
            await FillAsync(console, ct).ConfigureAwait(false);
            var seconds = new List<double>();
            var growth = 0.0;
            await ReadAsync(console, ct).ConfigureAwait(false);
            for (var round = 0; round < Rounds; round++)
            {
                var before = console.ResidentMiB;
                var began = Stopwatch.GetTimestamp();
                var peak = await WatchAsync(console, ReadAsync(console, ct)).ConfigureAwait(false);
                seconds.Add(Stopwatch.GetElapsedTime(began).TotalSeconds);
                growth = Math.Max(growth, peak - before);
            }

            run.Figures.Write("export-100k", Median.Of(seconds), "s");
            run.Figures.Write("export-memory-growth", growth, "MiB");
            run.Notes.WriteLine($"export: {string.Join(", ", seconds.Select(FigureWriter.Text))} s");
        }

        run.Folder.Drop(name);
    }

    private static async Task FillAsync(ServedConsole console, CancellationToken ct)
    {
        await console.PostAsync($"clusters/{ServingRun.Cluster}/topics", new { name = Topic, queues = QueuesPerBroker }, ct)
            .ConfigureAwait(false);
        foreach (var broker in (string[])["broker-a", "broker-b"])
        {
            var table = new JsonObject();
            for (var group = 0; group < Groups; group++)
            {
                var offsets = Enumerable.Range(0, QueuesPerBroker).Select(queue => KeyValuePair.Create($"{queue}", (JsonNode?)0));
                table[$"{Topic}@group-{group}"] = new JsonObject(offsets);
            }

            await console.SendAsync(
                HttpMethod.Put,
                $"clusters/{ServingRun.Cluster}/brokers/{broker}/consumer-offsets",
                new JsonObject { ["offsetTable"] = table },
                ct).ConfigureAwait(false);
        }
    }

    private static async Task ReadAsync(ServedConsole console, CancellationToken ct)
    {
        var path = new Uri($"api/v1/clusters/{ServingRun.Cluster}/queues?format=csv", UriKind.Relative);
        using var response = await console.Http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, ct).ConfigureAwait(false);
        var body = await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(ct).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            var lines = await CountLinesAsync(body, ct).ConfigureAwait(false);
            if (lines < Rows)
                throw new InvalidOperationException($"The export had {lines} lines, not {Rows}.");
        }
    }

    private static async Task<int> CountLinesAsync(Stream body, CancellationToken ct)
    {
        var buffer = new byte[64 * 1024];
        var lines = 0;
        while (await body.ReadAsync(buffer, ct).ConfigureAwait(false) is var read and > 0)
            lines += buffer.AsSpan(0, read).Count((byte)'\n');

        return lines;
    }

    /// <summary>The most memory while something runs.</summary>
    private static async Task<double> WatchAsync(ServedConsole console, Task reading)
    {
        var peak = console.ResidentMiB;
        while (!reading.IsCompleted)
        {
            await Task.WhenAny(reading, Task.Delay(LookEvery, TimeProvider.System, CancellationToken.None)).ConfigureAwait(false);
            peak = Math.Max(peak, console.ResidentMiB);
        }

        await reading.ConfigureAwait(false);
        return peak;
    }
}
