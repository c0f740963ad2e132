using Microsoft.Playwright;

namespace Dashboard.Tests.Browser;

/// <summary>What-if, cluster and settings: their main action in a browser.</summary>
[Collection(BrowserCollection.Name)]
public sealed class PagesTests(BrowserSession browser)
{
    [BrowserFact]
    public async Task WhatIf_MoreConsumers_CountsWhatMovesAndKeepsItInTheAddress()
    {
        await using var console = await ConsoleProcess.StartAsync();
        await using var tab = await browser.OpenAsync(console, "/demo");
        await tab.ClickAsync("demo-consumer-start");
        await tab.SeeAsync("demo-consumer");
        await tab.GoAsync("/what-if");
        await tab.Find("whatif-group").SelectOptionAsync("demo-group");
        await tab.SeeAsync("whatif-now");

        await tab.FillAsync("whatif-consumers", "8");

        await tab.UntilAsync("document.querySelectorAll('[data-testid=whatif-shares] tbody tr').length === 8", "eight consumers");
        await tab.Page.ReloadAsync();
        await tab.UntilAsync("document.querySelectorAll('[data-testid=whatif-shares] tbody tr').length === 8", "eight after a reload");
        tab.Page.Url.ShouldEndWith("/what-if?group=demo-group&consumers=8");
        tab.Complaints.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task Cluster_BrokerKilledAndStarted_ShowsIt()
    {
        await using var console = await ConsoleProcess.StartAsync();
        await using var tab = await browser.OpenAsync(console, "/");
        await tab.Page.Keyboard.TypeAsync("gu");
        await tab.Page.WaitForURLAsync("**/clusters/embedded");
        await tab.UntilAsync("document.querySelector('[data-testid=runtime-table]')?.innerText.includes('putTps')", "runtime information");

        await tab.Page.Locator("[data-testid=node-kill][data-node=broker-b]").ClickAsync();
        await tab.ClickAsync("confirm");
        await SeeStateAsync(tab, "killed");
        await tab.Page.Locator("[data-testid=node-start][data-node=broker-b]").ClickAsync();
        await tab.ClickAsync("confirm");

        await SeeStateAsync(tab, "online");
        tab.Complaints.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task Settings_ZoneLanguageAndTheme_HoldForEveryPageAndAfterAReload()
    {
        await using var console = await ConsoleProcess.StartAsync();
        await using var tab = await browser.OpenAsync(
            console, "/settings", new() { ColorScheme = ColorScheme.Light, TimezoneId = "Europe/Berlin" });
        await tab.UntilAsync(
            "document.querySelector('[data-testid=settings-zone] option')?.textContent.includes('Europe/Berlin')", "the browser's zone");

        await tab.Find("settings-theme").SelectOptionAsync("dark");
        await tab.Find("settings-zone").SelectOptionAsync("Asia/Shanghai");
        await tab.UntilAsync("document.querySelector('[data-testid=settings-now]')?.textContent.includes('+08:00')", "the chosen zone");
        await tab.Find("settings-language").SelectOptionAsync("zh");
        await tab.Page.GetByRole(AriaRole.Heading, new() { Name = "设置", Level = 1 }).WaitForAsync();

        await tab.GoAsync("/clusters/embedded/clients");
        await tab.Page.GetByRole(AriaRole.Heading, new() { Name = "客户端", Level = 1 }).WaitForAsync();
        await tab.UntilAsync("document.querySelector('footer.status')?.textContent.includes('Asia/Shanghai')", "the zone on another page");
        (await tab.Page.EvaluateAsync<string>("() => document.documentElement.dataset.theme")).ShouldBe("dark");
        await tab.GoAsync("/settings");
        await tab.UntilAsync("document.querySelector('[data-testid=settings-zone]')?.value === 'Asia/Shanghai'", "the choice stands");
        await tab.Find("settings-theme").SelectOptionAsync("");
        await tab.UntilAsync("!document.documentElement.dataset.theme", "the system's theme");
        tab.Complaints.ShouldBeEmpty();
    }

    private static Task SeeStateAsync(ConsoleTab tab, string state) =>
        tab.Page.Locator($"[data-testid=broker-row][data-broker=broker-b][data-state={state}]").WaitForAsync();
}
