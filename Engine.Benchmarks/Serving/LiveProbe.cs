namespace Engine.Benchmarks.Serving;

/// <summary>
/// Sends single messages to a topic of one queue and finds out when the page showed the new broker offset: the frame in which it was in the
/// page, by the page's clock, which is this machine's.
/// </summary>
internal sealed class LiveProbe(ServedConsole console, ChromiumPage page, string topic)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan Spread = TimeSpan.FromMilliseconds(120);

    /// <summary>An expression for the cell with the broker offset.</summary>
    internal static string Cell(string topic) =>
        $"document.querySelector('[data-testid=queue-row][data-topic=\"{topic}\"] [data-testid=broker-offset]')";

    /// <summary>Notes every value of the cell with the time of the frame that shows it.</summary>
    internal Task BeginAsync(CancellationToken ct) => page.EvaluateAsync(
        $$"""
        (() => {
          window.seen = {};
          const look = () => {
            const cell = {{Cell(topic)}};
            const value = cell && cell.dataset.value;
            if (value && !(value in window.seen)) window.seen[value] = performance.timeOrigin + performance.now();
            requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
        })()
        """,
        ct);

    /// <summary>Milliseconds from the beginning of a send until its offset was shown, ascending.</summary>
    internal async Task<IReadOnlyList<double>> MeasureAsync(int count, CancellationToken ct)
    {
        var random = new Random(1);
        var sent = new List<(long Offset, double At)>();
        for (var message = 0; message < count; message++)
        {
            var at = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
            var answer = await console.PostAsync($"clusters/{ServingRun.Cluster}/topics/{topic}/messages", new { body = "x" }, ct)
                .ConfigureAwait(false);
            sent.Add((answer.GetProperty("last").GetProperty("offset").GetInt64() + 1, at));
            await Task.Delay(Shortest + (Spread * random.NextDouble()), TimeProvider.System, ct).ConfigureAwait(false);
        }

        await page.UntilAsync($"Number({Cell(topic)}.dataset.value) >= {sent[^1].Offset}", ct).ConfigureAwait(false);
        var seen = (await page.EvaluateAsync("window.seen", ct).ConfigureAwait(false)).EnumerateObject()
            .Select(one => (Offset: long.Parse(one.Name, System.Globalization.CultureInfo.InvariantCulture), At: one.Value.GetDouble()))
            .OrderBy(one => one.Offset).ToArray();
        return [.. sent.Select(one => seen.First(shown => shown.Offset >= one.Offset).At - one.At).Order()];
    }
}
