using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Dashboard.Tests.Browser;

/// <summary>No page has a fault that axe calls serious or critical, in either theme.</summary>
[Collection(BrowserCollection.Name)]
public sealed class AccessibilityTests(BrowserSession browser)
{
    private static readonly string[] Pages =
    [
        "/", "/clusters/embedded/groups", "/clusters/embedded/groups/demo-group", "/clusters/embedded/topics",
        "/clusters/embedded/topics/demo-orders", "/demo", "/clusters/embedded/groups/nobody",
        "/clusters/embedded/groups/demo-group?tab=members", "/clusters/embedded/groups/demo-group?tab=history",
        "/clusters/embedded/groups/demo-group?tab=timeline", "/clusters/embedded/groups/demo-group?tab=subscriptions",
        "/clusters/embedded/groups/demo-group?tab=config", "/clusters/embedded/clients", "/clusters/embedded/dead-letters",
        "/clusters/embedded/messages?topic=demo-orders", "/clusters/embedded/groups/demo-group?tab=messages",
        "/audit", "/audit?open=1",
        "/what-if", "/what-if?group=demo-group&consumers=5", "/clusters/embedded", "/settings",
    ];

    private static readonly string[] Grave = ["serious", "critical"];

    [BrowserFact]
    public async Task Pages_LightAndDark_HaveNoGraveFault()
    {
        await using var console = await ConsoleProcess.StartAsync();
        List<string> faults = [];
        foreach (var theme in (string[])["light", "dark"])
        {
            await using var tab = await browser.OpenAsync(console, "/demo");
            await tab.Page.Context.AddCookiesAsync(
                [new() { Name = "console-theme", Value = theme, Url = console.Address.AbsoluteUri }]);
            await StartTrafficAsync(tab);
            foreach (var page in Pages)
            {
                await tab.GoAsync(page);
                faults.AddRange(await FaultsAsync(tab, $"{theme} {page}"));
            }

            faults.AddRange(await FaultsOfResetAsync(tab, theme));
            faults.AddRange(await FaultsOfImportAsync(tab, theme));
        }

        faults.ShouldBeEmpty();
    }

    private static async Task StartTrafficAsync(ConsoleTab tab)
    {
        await tab.ClickAsync("demo-producer-start");
        await tab.ClickAsync("demo-consumer-start");
        await tab.SeeAsync("demo-consumer");
    }

    private static async Task<IEnumerable<string>> FaultsOfResetAsync(ConsoleTab tab, string theme)
    {
        await tab.GoAsync("/clusters/embedded/groups/demo-group");
        await tab.ClickAsync("reset-open");
        await tab.ClickAsync("reset-preview");
        await tab.SeeAsync("reset-plan-row");
        return await FaultsAsync(tab, $"{theme} reset dialog");
    }

    private static async Task<IEnumerable<string>> FaultsOfImportAsync(ConsoleTab tab, string theme)
    {
        await tab.GoAsync("/clusters/embedded/groups");
        await tab.ClickAsync("offsets-export");
        await tab.SeeAsync("offsets-download");
        var ofExport = await FaultsAsync(tab, $"{theme} export dialog");
        await tab.ClickAsync("export-close");
        await tab.ClickAsync("offsets-import");
        await tab.Find("import-file").SetInputFilesAsync(new FilePayload
        {
            Name = "consumerOffset.json",
            MimeType = "application/json",
            Buffer = [.. "{\"offsetTable\":{\"demo-orders@demo-group\":{0:0},\"demo-orders@new\":{0:1}}}"u8],
        });
        await tab.SeeAsync("import-plan-row");
        return ofExport.Concat(await FaultsAsync(tab, $"{theme} import dialog"));
    }

    private static async Task<IEnumerable<string>> FaultsAsync(ConsoleTab tab, string place)
    {
        // Changed figures fade a tint, and a dialog fades in: colours are judged at rest.
        await tab.Page.EvaluateAsync("() => Promise.all(document.getAnimations().map(animation => animation.finished.catch(() => null)))");
        var result = await tab.Page.RunAxe();
        return from violation in result.Violations
               where Grave.Contains(violation.Impact)
               from node in violation.Nodes
               select $"{place}: {violation.Id}, {violation.Help}: {node.Html}";
    }
}
