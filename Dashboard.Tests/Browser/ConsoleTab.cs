using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Dashboard.Tests.Browser;

/// <summary>A tab that shows the console: its figures as lines, and everything the browser complained about.</summary>
internal sealed class ConsoleTab : IAsyncDisposable
{
    private const float TimeoutMs = 30_000;

    /// <summary>What the tests ask a page, put into every page before its own scripts.</summary>
    private const string Probe = """
        window.probe = {
          rows: () => [...document.querySelectorAll('[data-testid=queue-row]')],
          value: (row, id) => row.querySelector(`[data-testid=${id}]`).dataset.value,
          sum: id => probe.rows().reduce((sum, row) => sum + Number(probe.value(row, id)), 0),
          lines: () => probe.rows().map(row => [row.dataset.topic, row.dataset.broker, row.dataset.queue,
            probe.value(row, 'broker-offset'), probe.value(row, 'consumer-offset'), probe.value(row, 'lag')].join(',')),
          lag: () => Number(document.querySelector('[data-testid=group-lag]')?.dataset.value ?? NaN),
          lowest: null,
          watchLowest: id => {
            probe.lowest = probe.sum(id);
            new MutationObserver(() => { probe.lowest = Math.min(probe.lowest, probe.sum(id)); })
              .observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-value'] });
          },
        };
        """;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _complaints = new();

    private ConsoleTab(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.SetDefaultTimeout(TimeoutMs);
        page.PageError += (_, error) => _complaints.Enqueue($"page error: {error}");
        page.Console += (_, message) =>
        {
            if (message.Type is "error")
                _complaints.Enqueue($"console {message.Type}: {message.Text} ({message.Location})");
        };
    }

    internal IPage Page { get; }

    /// <summary>Errors of scripts and of the browser's console, violations of the content security policy among them.</summary>
    internal IReadOnlyCollection<string> Complaints => _complaints;

    internal static async Task<ConsoleTab> OpenAsync(IBrowserContext context, string path)
    {
        await context.AddInitScriptAsync(Probe);
        ConsoleTab tab = new(context, await context.NewPageAsync());
        await tab.GoAsync(path);
        return tab;
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    /// <summary>Loads a page by its address, waits until it is connected and gives its HTTP status.</summary>
    internal async Task<int> GoAsync(string path)
    {
        var answer = await Page.GotoAsync(path);
        await ConnectedAsync();
        return answer!.Status;
    }

    /// <summary>Waits until what is pressed reaches the console.</summary>
    internal Task ConnectedAsync() =>
        Page.Locator("fieldset.until-connected:not([disabled])").WaitForAsync(new() { State = WaitForSelectorState.Attached });

    internal ILocator Find(string testId) => Page.GetByTestId(testId);

    internal Task ClickAsync(string testId) => Find(testId).ClickAsync();

    internal Task FillAsync(string testId, string text) => Find(testId).FillAsync(text);

    internal Task SeeAsync(string testId) => Find(testId).First.WaitForAsync();

    /// <summary>Waits until the expression is true on the page; the figures change meanwhile by themselves.</summary>
    internal async Task UntilAsync(string expression, string expected)
    {
        try
        {
            await Page.WaitForFunctionAsync($"() => {expression}", null, new() { Timeout = TimeoutMs });
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"Not seen within {TimeoutMs / 1000} s: {expected}. The page shows:\n{await TextAsync()}");
        }
    }

    /// <summary>As <see cref="UntilAsync(string, string)"/>, for what only the page and the console together can tell.</summary>
    internal async Task UntilAsync(Func<Task<bool>> isSo, string expected)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await isSo())
        {
            if (TimeProvider.System.GetElapsedTime(start).TotalMilliseconds > TimeoutMs)
                throw new TimeoutException($"Not seen within {TimeoutMs / 1000} s: {expected}. The page shows:\n{await TextAsync()}");

            await Task.Delay(LookEvery, TimeProvider.System);
        }
    }

    /// <summary>The sum of a column over all queue rows, unknown values as 0.</summary>
    internal Task<long> SumAsync(string column) => Page.EvaluateAsync<long>("id => probe.sum(id)", column);

    /// <summary>The queue rows as <c>topic,broker,queue,brokerOffset,consumerOffset,lag</c>, in the order of names.</summary>
    internal async Task<string[]> LinesAsync() =>
        [.. (await Page.EvaluateAsync<string[]>("() => probe.lines()")).Order(StringComparer.Ordinal)];

    private Task<string> TextAsync() => Page.EvaluateAsync<string>("() => document.body.innerText.slice(0, 3000)");
}
