using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Dashboard.Tests.Browser;

/// <summary>No page has a fault that axe calls serious or critical, in either theme.</summary>
[Collection(LooksCollection.Name)]
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

    // What passed is not asked for: that is most of axe's answer.
    private static readonly AxeRunOptions Options = new() { ResultTypes = [ResultType.Violations] };

    [BrowserFact]
    public async Task Pages_LightAndDark_HaveNoGraveFault()
    {
        await using var console = await ConsoleProcess.StartAsync();
        await using var tab = await browser.OpenAsync(console, "/demo");
        await StartTrafficAsync(tab);
        List<string> faults = [];
        foreach (var page in Pages)
        {
            await tab.GoAsync(page);
            faults.AddRange(await FaultsAsync(tab, page));
        }

        faults.AddRange(await FaultsOfResetAsync(tab));
        faults.AddRange(await FaultsOfImportAsync(tab));
        faults.AddRange(await FaultsOfChangesAsync(console, tab));
        faults.ShouldBeEmpty();
    }

    private static async Task StartTrafficAsync(ConsoleTab tab)
    {
        await tab.ClickAsync("demo-producer-start");
        await tab.ClickAsync("demo-consumer-start");
        await tab.SeeAsync("demo-consumer");
    }

    private static async Task<IEnumerable<string>> FaultsOfResetAsync(ConsoleTab tab)
    {
        await tab.GoAsync("/clusters/embedded/groups/demo-group");
        await tab.ClickAsync("reset-open");
        await tab.ClickAsync("reset-preview");
        await tab.SeeAsync("reset-plan-row");
        return await FaultsAsync(tab, "reset dialog");
    }

    private static async Task<IEnumerable<string>> FaultsOfImportAsync(ConsoleTab tab)
    {
        await tab.GoAsync("/clusters/embedded/groups");
        await tab.ClickAsync("offsets-export");
        await tab.SeeAsync("offsets-download");
        var ofExport = await FaultsAsync(tab, "export dialog");
        await tab.ClickAsync("export-close");
        await tab.ClickAsync("offsets-import");
        await tab.Find("import-file").SetInputFilesAsync(new FilePayload
        {
            Name = "consumerOffset.json",
            MimeType = "application/json",
            Buffer = [.. "{\"offsetTable\":{\"demo-orders@demo-group\":{0:0},\"demo-orders@new\":{0:1}}}"u8],
        });
        await tab.SeeAsync("import-plan-row");
        return ofExport.Concat(await FaultsAsync(tab, "import dialog"));
    }

    private static async Task<IEnumerable<string>> FaultsOfChangesAsync(ConsoleProcess console, ConsoleTab tab)
    {
        ConsoleApi api = new(console);
        await api.CreateTopicAsync("unread");
        await api.SendAsync("unread", 40);
        await tab.GoAsync("/clusters/embedded/topics/unread");
        await tab.ClickAsync("topic-change");
        await tab.FillAsync("change-queues", "1");
        await tab.ClickAsync("change-apply");
        await tab.SeeAsync("change-unread");
        var ofTopic = await FaultsAsync(tab, "topic dialog");
        await tab.GoAsync("/clusters/embedded/groups");
        await tab.ClickAsync("group-create");
        await tab.SeeAsync("config-setting");
        var ofGroup = await FaultsAsync(tab, "group dialog");
        await tab.GoAsync("/clusters/embedded/groups/demo-group?sort=lag&dir=desc");
        await tab.SeeAsync("sort-lag");
        return [.. ofTopic, .. ofGroup, .. await FaultsAsync(tab, "sorted queues")];
    }

    /// <summary>What axe says of the page in both themes, switched as the button in the top bar does.</summary>
    private static async Task<IEnumerable<string>> FaultsAsync(ConsoleTab tab, string place)
    {
        List<string> faults = [];
        foreach (var theme in (string[])["light", "dark"])
        {
            await ShowAsync(tab, theme);
            var result = await tab.Page.RunAxe(Options);
            faults.AddRange(from violation in result.Violations
                            where Grave.Contains(violation.Impact)
                            from node in violation.Nodes
                            select $"{theme} {place}: {violation.Id}, {violation.Help}: {node.Html}");
        }

        return faults;
    }

    private static async Task ShowAsync(ConsoleTab tab, string theme)
    {
        const string toggle = """
            theme => {
              // The first turn may only make the choice of the system one of the page.
              for (let turn = 0; turn < 2 && document.documentElement.dataset.theme !== theme; turn++)
                document.querySelector('[data-theme-toggle]').click();
              return document.documentElement.dataset.theme;
            }
            """;
        (await tab.Page.EvaluateAsync<string>(toggle, theme)).ShouldBe(theme);
        await tab.UntilAsync(
            "[...document.querySelectorAll('link[data-theme-sheet]')].every(link => link.sheet)", "the sheets of both themes");

        // Changed figures fade a tint, and a dialog fades in: colours are judged at rest.
        await tab.Page.EvaluateAsync("() => Promise.all(document.getAnimations().map(animation => animation.finished.catch(() => null)))");
    }
}
