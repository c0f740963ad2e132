using System.Diagnostics;

namespace Engine.Benchmarks.Serving;

/// <summary>
/// How soon a page shows a broker's change while 9 hub clients watch the same group and its 1,000 queues move, and what a viewer costs.
/// </summary>
internal static class LiveFigures
{
    private const string Group = "bench";
    private const string Topic = "orders";
    private const string Probed = "a-probe";
    private const int QueuesPerBroker = 500;
    private const int RatePerSecond = 2000;
    private const int Clients = 9;
    private const int Pages = 10;
    private const int Probes = 200;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Counted = TimeSpan.FromSeconds(10);

    internal static async Task MeasureAsync(ServingRun run, CancellationToken ct)
    {
        if (run.Chromium is null)
        {
            run.Notes.WriteLine("live: skipped, no Chromium on this machine (CHROMIUM names one)");
            return;
        }

        const string name = "live";
        var console = await run.StartAsync(name, ct).ConfigureAwait(false);
        await using (console.ConfigureAwait(false))
        {
            await MoveQueuesAsync(console, ct).ConfigureAwait(false);
            var browser = await Chromium.StartAsync(run.Chromium, run.Folder.Sub("live-profile"), ct).ConfigureAwait(false);
            await using (browser.ConfigureAwait(false))
            {
                var page = await OpenAsync(browser, console, ct).ConfigureAwait(false);
                await LatencyAsync(run, console, page, ct).ConfigureAwait(false);
                await CostAsync(run, console, browser, ct).ConfigureAwait(false);
            }
        }

        run.Folder.Drop(name);
    }

    private static async Task MoveQueuesAsync(ServedConsole console, CancellationToken ct)
    {
        var topics = $"clusters/{ServingRun.Cluster}/topics";
        await console.PostAsync(topics, new { name = Probed, queues = 1, brokers = new[] { "broker-a" } }, ct).ConfigureAwait(false);
        await console.PostAsync(topics, new { name = Topic, queues = QueuesPerBroker }, ct).ConfigureAwait(false);
        await console.PostAsync("demo/consumers", new { group = Group, topic = $"{Topic},{Probed}", instances = 1, delayMs = 0 }, ct)
            .ConfigureAwait(false);
        var group = new Uri($"api/v1/clusters/{ServingRun.Cluster}/groups/{Group}", UriKind.Relative);
        await console.UntilAsync(() => console.Http.GetAsync(group, ct), ct).ConfigureAwait(false);
        await console.PostAsync("demo/producers", new { topic = Topic, ratePerSecond = RatePerSecond, bodyBytes = 128 }, ct)
            .ConfigureAwait(false);
    }

    private static async Task<ChromiumPage> OpenAsync(Chromium browser, ServedConsole console, CancellationToken ct)
    {
        var address = new Uri(console.Address, $"clusters/{ServingRun.Cluster}/groups/{Group}");
        var page = await browser.OpenAsync(address, ct).ConfigureAwait(false);
        await page.UntilAsync($"document.querySelectorAll('[data-testid=queue-row]').length > 5 && {LiveProbe.Cell(Probed)}", ct)
            .ConfigureAwait(false);
        return page;
    }

    private static async Task LatencyAsync(ServingRun run, ServedConsole console, ChromiumPage page, CancellationToken ct)
    {
        var viewers = new List<HubViewer>();
        try
        {
            for (var client = 0; client < Clients; client++)
                viewers.Add(await HubViewer.WatchAsync(console.Address, ServingRun.Cluster, Group, ct).ConfigureAwait(false));

            var probe = new LiveProbe(console, page, Probed);
            await probe.BeginAsync(ct).ConfigureAwait(false);
            await Task.Delay(WarmUp, TimeProvider.System, ct).ConfigureAwait(false);
            var times = await probe.MeasureAsync(Probes, ct).ConfigureAwait(false);
            run.Figures.Write("live-p99", times[(int)Math.Ceiling(times.Count * 0.99) - 1], "ms");
            run.Notes.WriteLine($"live: {times.Count} changes, p50 {times[times.Count / 2]:F0} ms, longest {times[^1]:F0} ms");
        }
        finally
        {
            foreach (var viewer in viewers)
                await viewer.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static async Task CostAsync(ServingRun run, ServedConsole console, Chromium browser, CancellationToken ct)
    {
        var one = await LoadAsync(console, ct).ConfigureAwait(false);
        for (var page = 1; page < Pages; page++)
            await OpenAsync(browser, console, ct).ConfigureAwait(false);

        var ten = await LoadAsync(console, ct).ConfigureAwait(false);
        run.Figures.Write("viewer-cost", (ten - one) * 100 / (Pages - 1), "core%");
        run.Notes.WriteLine($"viewer: the console takes {one * 100:F0} % of a core with 1 page, {ten * 100:F0} % with {Pages}");
    }

    /// <summary>Cores that the console keeps busy.</summary>
    private static async Task<double> LoadAsync(ServedConsole console, CancellationToken ct)
    {
        await Task.Delay(WarmUp, TimeProvider.System, ct).ConfigureAwait(false);
        var (began, before) = (Stopwatch.GetTimestamp(), console.Spent);
        await Task.Delay(Counted, TimeProvider.System, ct).ConfigureAwait(false);
        return (console.Spent - before) / Stopwatch.GetElapsedTime(began);
    }
}
