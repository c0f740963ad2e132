using System.Diagnostics;
using System.Net.Http.Json;
using Engine.Benchmarks.Running;

namespace Engine.Benchmarks.Serving;

/// <summary>How long it takes from the start of the process to the first stored message; the topic is there from a run before.</summary>
internal static class StartFigures
{
    private const int Rounds = 3;

    internal static async Task MeasureAsync(ServingRun run, CancellationToken ct)
    {
        const string name = "start";
        var console = await run.StartAsync(name, ct).ConfigureAwait(false);
        await using (console.ConfigureAwait(false))
            await console.PostAsync($"clusters/{ServingRun.Cluster}/topics", new { name = "orders", queues = 4 }, ct).ConfigureAwait(false);

        var seconds = new List<double>();
        for (var round = 0; round < Rounds; round++)
            seconds.Add(await StartOnceAsync(run, name, ct).ConfigureAwait(false));

        run.Folder.Drop(name);
        run.Figures.Write("start-to-first-send", Median.Of(seconds), "s");
        run.Notes.WriteLine($"start: {string.Join(", ", seconds.Select(FigureWriter.Text))} s");
    }

    private static async Task<double> StartOnceAsync(ServingRun run, string name, CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        var console = ServedConsole.Start(run.Dll, run.Folder.Sub(name));
        await using (console.ConfigureAwait(false))
        {
            await console.UntilAsync(
                () => console.Http.PostAsJsonAsync(
                    new Uri($"api/v1/clusters/{ServingRun.Cluster}/topics/orders/messages", UriKind.Relative), new { body = "x" }, ct),
                ct).ConfigureAwait(false);
            return Stopwatch.GetElapsedTime(began).TotalSeconds;
        }
    }
}
