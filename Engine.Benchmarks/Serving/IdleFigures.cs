using System.Diagnostics;

namespace Engine.Benchmarks.Serving;

/// <summary>Memory of a console that nobody uses, 60 s after its start, after one page was opened and closed.</summary>
internal static class IdleFigures
{
    private static readonly TimeSpan After = TimeSpan.FromSeconds(60);

    internal static async Task MeasureAsync(ServingRun run, CancellationToken ct)
    {
        const string name = "idle";
        var began = Stopwatch.GetTimestamp();
        var console = await run.StartAsync(name, ct).ConfigureAwait(false);
        await using (console.ConfigureAwait(false))
        {
            await LookAsync(run, console, ct).ConfigureAwait(false);
            var left = After - Stopwatch.GetElapsedTime(began);
            await Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero, TimeProvider.System, ct).ConfigureAwait(false);
            run.Figures.Write("idle-rss", console.ResidentMiB, "MiB");
        }

        run.Folder.Drop(name);
    }

    private static async Task LookAsync(ServingRun run, ServedConsole console, CancellationToken ct)
    {
        if (run.Chromium is null)
        {
            run.Notes.WriteLine("idle: no Chromium here, so the page is fetched and not opened");
            await console.Http.GetStringAsync(console.Address, ct).ConfigureAwait(false);
            return;
        }

        var browser = await Chromium.StartAsync(run.Chromium, run.Folder.Sub("profile"), ct).ConfigureAwait(false);
        await using (browser.ConfigureAwait(false))
        {
            var page = await browser.OpenAsync(console.Address, ct).ConfigureAwait(false);
            await page.UntilAsync("document.querySelector('[data-testid=live-age]')", ct).ConfigureAwait(false);
            await page.CloseAsync(ct).ConfigureAwait(false);
        }
    }
}
