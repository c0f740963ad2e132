using System.Globalization;
using Microsoft.Playwright;

namespace Dashboard.Tests.Browser;

/// <summary>What an operator does on the first day, in a real browser against the real console.</summary>
[Collection(BrowserCollection.Name)]
public sealed class StoryTests(BrowserSession browser)
{
    private const string Group = "demo-group";
    private const int Backlog = 5000;

    [BrowserFact]
    public async Task Operator_StartsTrafficWatchesResetsAndExports_FiguresOfPageAndExportAgree()
    {
        await using var console = await ConsoleProcess.StartAsync();
        await using var tab = await browser.OpenAsync(console, "/demo");
        ConsoleApi api = new(console);

        await StartDefaultTrafficAsync(tab);
        await OpenGroupByClickingAsync(tab);
        await WatchFiguresMoveAsync(tab);
        await StopConsumersAndWatchLagGrowAsync(tab);
        await CatchUpSlowlyAsync(tab);
        await ResetToEarliestAsync(tab);
        await PauseAndGoOnAsync(tab, api);
        await StopEverythingAndCompareAsync(tab, api);

        tab.Complaints.ShouldBeEmpty();
        console.Output.ShouldNotContain("fail:");
        (await console.StopAsync()).ShouldBe(0);
    }

    private static async Task StartDefaultTrafficAsync(ConsoleTab tab)
    {
        await tab.ClickAsync("demo-producer-start");
        await tab.ClickAsync("demo-consumer-start");
        await tab.SeeAsync("demo-producer");
        await tab.SeeAsync("demo-consumer");
    }

    private static async Task OpenGroupByClickingAsync(ConsoleTab tab)
    {
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "Groups", Exact = true }).ClickAsync();
        await tab.Find("group-row").GetByText(Group, new() { Exact = true }).ClickAsync();
        await tab.Page.WaitForURLAsync($"**/clusters/embedded/groups/{Group}");
        await tab.UntilAsync("probe.rows().length === 10", "8 queues of the topic and a retry queue on each broker");
        await tab.UntilAsync("document.querySelector('[data-testid=group-reason]').innerText.includes('share 10 queues')",
            "that every queue has an owner, at once");
    }

    private static async Task WatchFiguresMoveAsync(ConsoleTab tab)
    {
        var (produced, consumed) = (await tab.SumAsync("broker-offset"), await tab.SumAsync("consumer-offset"));
        await tab.UntilAsync($"probe.sum('broker-offset') > {produced + 20}", "broker offsets that rise by themselves");
        await tab.UntilAsync($"probe.sum('consumer-offset') > {consumed + 20}", "consumer offsets that rise by themselves");
        await tab.UntilAsync(
            "probe.rows().some(row => probe.value(row, 'lag') !== (row.seen ??= probe.value(row, 'lag')))", "a lag that changes");
    }

    private static async Task StopConsumersAndWatchLagGrowAsync(ConsoleTab tab)
    {
        await tab.Page.Keyboard.PressAsync("g");
        await tab.Page.Keyboard.PressAsync("d");
        await tab.ClickAsync("demo-consumer-stop");
        await tab.Find("demo-consumer").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await tab.ClickAsync("demo-burst");
        await tab.Page.GoBackAsync();
        await tab.UntilAsync($"probe.lag() >= {Backlog}", "the backlog of the burst as lag");
        var lag = await tab.Page.EvaluateAsync<long>("() => probe.lag()");
        await tab.UntilAsync($"probe.lag() > {lag + 20}", "a lag that grows while nobody consumes");
    }

    private static async Task CatchUpSlowlyAsync(ConsoleTab tab)
    {
        await tab.Page.GoForwardAsync();
        await tab.FillAsync("demo-delay", "20");
        await tab.ClickAsync("demo-consumer-start");
        await tab.SeeAsync("demo-consumer");
        await tab.Find("demo-consumer").GetByRole(AriaRole.Link).ClickAsync();
        await tab.UntilAsync("probe.rows().length > 0 && probe.lag() < 300", "a group that caught up");
    }

    private static async Task ResetToEarliestAsync(ConsoleTab tab)
    {
        await tab.ClickAsync("reset-open");
        await tab.Find("reset-mode").SelectOptionAsync("earliest");
        await tab.ClickAsync("reset-preview");
        await tab.SeeAsync("reset-plan-row");
        (await tab.Find("reset-plan-row").CountAsync()).ShouldBe(8, "the queues of the topic, not those of its retries");
        var before = await tab.SumAsync("consumer-offset");
        await tab.Page.EvaluateAsync("() => probe.watchLowest('consumer-offset')");

        await tab.ClickAsync("reset-apply");
        await tab.SeeAsync("reset-result");
        var results = await tab.Find("reset-result-row").AllInnerTextsAsync();
        results.Count.ShouldBe(8);
        results.ShouldAllBe(result => result.Contains("done"));
        await tab.UntilAsync($"probe.lowest < {before / 2}", "consumer offsets that go back");
        await tab.ClickAsync("reset-close");
        await tab.UntilAsync($"probe.sum('consumer-offset') > {before} && probe.lag() < 300", "a group that caught up again");
    }

    private static async Task PauseAndGoOnAsync(ConsoleTab tab, ConsoleApi api)
    {
        await tab.ClickAsync("live-pause");
        await tab.UntilAsync("document.querySelector('[data-testid=live-pause]').ariaPressed === 'true'", "a paused view");
        var shown = await tab.LinesAsync();
        await tab.UntilAsync(
            async () => Sum(await api.JsonLinesAsync(Group), 3) > Sum(shown, 3) + 20, "figures that moved on behind the paused view");
        (await tab.LinesAsync()).ShouldBe(shown, "a paused view stands still");

        await tab.ClickAsync("live-pause");
        await tab.UntilAsync($"probe.sum('broker-offset') > {Sum(shown, 3) + 20}", "the figures of now after the pause");
    }

    private static async Task StopEverythingAndCompareAsync(ConsoleTab tab, ConsoleApi api)
    {
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "Demo", Exact = true }).ClickAsync();
        await tab.ClickAsync("demo-stop-all");
        await tab.UntilAsync("document.querySelectorAll('[data-testid=demo-producer], [data-testid=demo-consumer]').length === 0",
            "that nothing runs any more");
        var stopped = TimeProvider.System.GetUtcNow();
        await tab.Page.GoBackAsync();
        await tab.UntilAsync(() => IsAtRestAsync(tab, api, stopped), "figures of after the stop, the same on the page and in the export");

        var shown = await tab.LinesAsync();
        shown.Length.ShouldBe(10, "8 queues and one retry queue on each broker");
        (await api.JsonLinesAsync(Group)).ShouldBe(shown);
        (await api.CsvLinesAsync(Group)).ShouldBe(shown);
        (await DownloadAsync(tab)).ShouldBe(shown);
        Sum(shown, 5).ShouldBe(await tab.Page.EvaluateAsync<long>("() => probe.lag()"), "the total is the sum of the rows");
    }

    private static async Task<string[]> DownloadAsync(ConsoleTab tab)
    {
        var download = await tab.Page.RunAndWaitForDownloadAsync(() => tab.ClickAsync("export-csv"));
        await using var content = await download.CreateReadStreamAsync();
        using StreamReader reader = new(content);
        return ConsoleApi.ParseCsv(await reader.ReadToEndAsync());
    }

    private static async Task<bool> IsAtRestAsync(ConsoleTab tab, ConsoleApi api, DateTimeOffset since) =>
        await tab.Find("group-members").InnerTextAsync() == "0"
        && await api.SampledAtAsync(Group) > since
        && string.Join('\n', await api.JsonLinesAsync(Group)) == string.Join('\n', await tab.LinesAsync());

    private static long Sum(string[] lines, int column) =>
        lines.Select(line => line.Split(',')[column]).Where(text => text.Length > 0)
            .Sum(text => long.Parse(text, CultureInfo.InvariantCulture));
}
