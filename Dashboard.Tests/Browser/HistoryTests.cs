namespace Dashboard.Tests.Browser;

/// <summary>What a group's figures were, and what happened to it.</summary>
[Collection(BrowserCollection.Name)]
public sealed class HistoryTests(BrowserSession browser)
{
    [BrowserFact]
    public async Task Operator_OpensHistoryAndTimeline_SeesChartsTableHeatMapAndEvents()
    {
        await using var console = await ConsoleProcess.StartAsync();
        await using var tab = await browser.OpenAsync(console, "/demo");
        await tab.ClickAsync("demo-producer-start");
        await tab.ClickAsync("demo-consumer-start");
        await tab.SeeAsync("demo-consumer");

        await tab.GoAsync("/clusters/embedded/groups/demo-group");
        await tab.ClickAsync("tab-history");
        await tab.SeeAsync("chart-lag");
        await tab.SeeAsync("heat-row");
        await tab.ClickAsync("range-24h");
        await tab.Page.WaitForURLAsync(url => url.EndsWith("?tab=history&range=24h", StringComparison.Ordinal));
        await tab.Page.Locator("[data-testid=range-24h][aria-current]").WaitForAsync();
        await tab.ClickAsync("range-15m");

        // The table by keyboard alone.
        await tab.Page.Locator("[data-testid=chart-lag] [data-testid=chart-twin]").FocusAsync();
        await tab.Page.Keyboard.PressAsync("Enter");
        await tab.Page.Locator("[data-testid=chart-lag] .twin tbody tr").First.WaitForAsync();

        await tab.ClickAsync("tab-timeline");
        await tab.Page.Locator("[data-testid=timeline-row][data-kind=Joined]").First.WaitForAsync();
        tab.Complaints.ShouldBeEmpty();
    }
}
