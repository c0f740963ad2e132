using Microsoft.Playwright;

namespace Dashboard.Tests.Browser;

/// <summary>A page that stays open while the console is stopped and started again on the same data.</summary>
[Collection(BrowserCollection.Name)]
public sealed class RestartTests(BrowserSession browser)
{
    private const string Group = "demo-group";
    private const string Topic = "demo-orders";

    [BrowserFact]
    public async Task Page_ConsoleRestarts_RecoversByItselfWithTheOffsetsKept()
    {
        await using var console = await ConsoleProcess.StartAsync();
        await using var tab = await browser.OpenAsync(console, "/demo");
        ConsoleApi api = new(console);
        var kept = await MakeOffsetsAsync(tab, api);
        await tab.Page.EvaluateAsync("() => { window.sameDocument = true; }");

        (await console.StopAsync()).ShouldBe(0, "an ordinary stop, with a browser connected");
        await tab.Page.Locator("#components-reconnect-modal").WaitForAsync();
        await console.RunAsync();
        await tab.UntilAsync(
            $"!window.sameDocument && probe.rows().filter(row => row.dataset.topic === '{Topic}').length === 8", "the page, loaded anew");

        (await tab.LinesAsync()).ShouldBe(kept);
        (await api.JsonLinesAsync(Group)).ShouldBe(kept);
        var before = await tab.SumAsync("broker-offset");
        await api.SendAsync(Topic, 8);
        await tab.UntilAsync($"probe.sum('broker-offset') === {before + 8}", "new messages on the page that came back");
        tab.Complaints.Where(IsOurs).ShouldBeEmpty();
    }

    /// <summary>What is wrong also while a connection is lost; requests that fail, and answers that cannot be sent, are not.</summary>
    private static bool IsOurs(string complaint) =>
        complaint.Contains("Content Security Policy")
        || (complaint.StartsWith("page error", StringComparison.Ordinal) && !complaint.Contains("not in the 'Connected' State"));

    private static async Task<string[]> MakeOffsetsAsync(ConsoleTab tab, ConsoleApi api)
    {
        await tab.FillAsync("demo-count", "400");
        await tab.FillAsync("demo-rate", "1000");
        await tab.ClickAsync("demo-producer-start");
        await tab.ClickAsync("demo-consumer-start");
        await tab.SeeAsync("demo-consumer");
        await tab.Find("demo-consumer").GetByRole(AriaRole.Link).ClickAsync();
        await tab.UntilAsync("probe.sum('consumer-offset') === 400", "400 messages consumed");
        await tab.Page.GoBackAsync();
        await tab.ClickAsync("demo-stop-all");
        await tab.Find("demo-consumer").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await tab.GoAsync($"/clusters/embedded/groups/{Group}");
        await tab.UntilAsync("probe.sum('consumer-offset') === 400 && probe.lag() === 0", "the group's page with nothing left to consume");
        return await api.JsonLinesAsync(Group);
    }
}
