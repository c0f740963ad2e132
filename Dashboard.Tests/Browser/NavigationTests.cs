using Microsoft.Playwright;

namespace Dashboard.Tests.Browser;

/// <summary>Getting about: addresses, links, keys, the theme.</summary>
[Collection(BrowserCollection.Name)]
public sealed class NavigationTests(BrowserSession browser)
{
    private const string NotFound = "404";

    [BrowserFact]
    public async Task Pages_ByAddress_ShowTheirOwnTitleAndNoComplaint()
    {
        await using var console = await ConsoleProcess.StartAsync();
        await new ConsoleApi(console).CreateTopicAsync("orders");
        (string Path, string Title)[] pages =
        [
            ("/", "Overview"), ("/clusters/embedded/groups", "Consumer groups"), ("/clusters/embedded/topics", "Topics"),
            ("/clusters/embedded/topics/orders", "orders"), ("/demo", "Demo traffic"),
        ];
        await using var tab = await browser.OpenAsync(console, "/");
        foreach (var (path, title) in pages)
        {
            (await tab.GoAsync(path)).ShouldBe(200, path);
            await tab.Page.GetByRole(AriaRole.Heading, new() { Name = title, Exact = true, Level = 1 }).WaitForAsync();
        }

        tab.Complaints.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task UnknownNames_ByAddress_AreNamedWithTheWayBack()
    {
        await using var console = await ConsoleProcess.StartAsync();
        await using var tab = await browser.OpenAsync(console, "/");
        foreach (var path in (string[])["/clusters/embedded/groups/nobody", "/clusters/embedded/topics/nothing", "/nowhere"])
        {
            (await tab.GoAsync(path)).ShouldBe(404, path);
            await tab.Page.Locator("main").GetByText(path.Split('/')[^1]).First.WaitForAsync();
            await tab.Page.Locator("main a.btn").ClickAsync();
            await tab.Page.WaitForFunctionAsync("old => location.pathname !== old", path);
        }

        tab.Complaints.Where(complaint => !complaint.Contains(NotFound)).ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task NamesThatNothingCanHave_ByAddress_AreNotFound()
    {
        await using var console = await ConsoleProcess.StartAsync();
        await using var tab = await browser.OpenAsync(console, "/");
        foreach (var path in (string[])["/clusters/embedded/groups/%F0%9F%98%80%20x", "/clusters/embedded/topics/a%20b"])
        {
            (await tab.GoAsync(path)).ShouldBe(404, path);
            await tab.Page.Locator("main").GetByText("does not exist, and cannot").WaitForAsync();
            (await tab.Page.Locator(".skeleton").CountAsync()).ShouldBe(0, path);
        }

        tab.Complaints.Where(complaint => !complaint.Contains(NotFound)).ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task UnknownNames_ThatComeToExist_AreShownWithoutLoadingAnew()
    {
        await using var console = await ConsoleProcess.StartAsync();
        ConsoleApi api = new(console);
        await using var group = await browser.OpenAsync(console, "/clusters/embedded/groups/later");
        await using var topic = await browser.OpenAsync(console, "/clusters/embedded/topics/orders");
        foreach (var tab in (ConsoleTab[])[group, topic])
        {
            await tab.Page.Locator("main").GetByText("does not exist").WaitForAsync();
            await tab.Page.EvaluateAsync("() => { window.sameDocument = true; }");
        }

        await api.CreateTopicAsync("orders");
        await topic.Find("max-offset").First.WaitForAsync();
        await topic.Page.GetByText("127.0.0.1").First.WaitForAsync();
        await api.SendAsync("orders", 8);
        await api.ReadAsync("later", "orders", 8);

        await group.UntilAsync("probe.rows().length > 0 && probe.sum('consumer-offset') === 8", "the group that has come");
        (await group.Page.EvaluateAsync<bool>("() => window.sameDocument")).ShouldBeTrue();
        (await topic.Page.EvaluateAsync<bool>("() => window.sameDocument")).ShouldBeTrue();
    }

    [BrowserFact]
    public async Task Keys_LetterAfterG_OpenPagesWithoutLoadingAnew()
    {
        await using var console = await ConsoleProcess.StartAsync();
        await using var tab = await browser.OpenAsync(console, "/");
        await tab.Page.EvaluateAsync("() => { window.sameDocument = true; }");
        (string Key, string Title)[] letters = [("t", "Topics"), ("d", "Demo traffic"), ("g", "Consumer groups"), ("o", "Overview")];
        foreach (var (key, title) in letters)
        {
            await tab.Page.Keyboard.TypeAsync($"g{key}");
            await tab.Page.GetByRole(AriaRole.Heading, new() { Name = title, Exact = true, Level = 1 }).WaitForAsync();
        }

        (await tab.Page.EvaluateAsync<bool>("() => window.sameDocument")).ShouldBeTrue("links are followed in place");
        await tab.Page.Keyboard.PressAsync("?");
        await tab.Page.GetByRole(AriaRole.Dialog).WaitForAsync();
        await tab.Page.Keyboard.PressAsync("Escape");
        await tab.Page.GetByRole(AriaRole.Dialog).WaitForAsync(new() { State = WaitForSelectorState.Detached });
        tab.Complaints.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task Keys_HandledLateByABusyPage_CountByWhenTheyWerePressed()
    {
        await using var console = await ConsoleProcess.StartAsync();
        await using var tab = await browser.OpenAsync(console, "/");

        await tab.Page.EvaluateAsync("""
            () => {
              const press = key => new KeyboardEvent('keydown', { key, bubbles: true });
              document.body.dispatchEvent(press('g'));
              const late = press('t');
              const end = performance.now() + 1500;
              while (performance.now() < end);
              document.body.dispatchEvent(late);
            }
            """);

        await tab.Page.GetByRole(AriaRole.Heading, new() { Name = "Topics", Exact = true, Level = 1 }).WaitForAsync();
    }

    [BrowserFact]
    public async Task Escape_AtTheMomentADialogIsSeen_LeavesIt()
    {
        await using var console = await ConsoleProcess.StartAsync();
        await using var tab = await browser.OpenAsync(console, "/");
        await tab.Page.EvaluateAsync("""
            () => new MutationObserver((_, observer) => {
              if (!document.querySelector('.rz-dialog [data-key-leave]')) return;
              observer.disconnect();
              window.wasSeen = true;
              document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
            }).observe(document.body, { subtree: true, childList: true })
            """);

        await tab.Page.Keyboard.PressAsync("?");

        await tab.UntilAsync("window.wasSeen && !document.querySelector('.rz-dialog')", "the dialog comes and goes");
        tab.Complaints.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task Tab_ThroughThePage_ReachesTheLinksAndEnterFollowsThem()
    {
        await using var console = await ConsoleProcess.StartAsync();
        await using var tab = await browser.OpenAsync(console, "/");
        await tab.Page.EvaluateAsync("() => document.activeElement.blur()");
        for (var presses = 0; presses < 20 && await FocusedAsync(tab) != "Topics"; presses++)
            await tab.Page.Keyboard.PressAsync("Tab");

        (await FocusedAsync(tab)).ShouldBe("Topics");
        (await tab.Page.EvaluateAsync<string>("() => getComputedStyle(document.activeElement).outlineStyle")).ShouldNotBe("none");
        await tab.Page.Keyboard.PressAsync("Enter");
        await tab.Page.WaitForURLAsync("**/clusters/embedded/topics");
        tab.Complaints.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task Back_WithinAPage_ShowsWhatItsAddressSays()
    {
        await using var console = await ConsoleProcess.StartAsync();
        await new ConsoleApi(console).CreateTopicAsync("orders");
        await using var tab = await browser.OpenAsync(console, "/clusters/embedded/messages?mode=key");
        await tab.ClickAsync("mode-queue");
        await tab.SeeAsync("m-broker");

        await tab.Page.GoBackAsync();
        await tab.SeeAsync("m-key");
        await tab.UntilAsync("!document.querySelector('[data-testid=m-broker]')", "the search by key alone");
        await tab.Page.GoForwardAsync();
        await tab.SeeAsync("m-broker");

        await tab.GoAsync("/clusters/embedded/topics?q=zzz");
        await tab.Page.Locator("nav a[href$='/topics']").First.ClickAsync();
        await tab.SeeAsync("topic-row");
        await tab.Page.GoBackAsync();
        await tab.UntilAsync("!document.querySelector('[data-testid=topic-row]')", "no topic that has zzz in its name");
        await tab.Find("topic-search").PressSequentiallyAsync("zz");
        await tab.UntilAsync("location.search === '?q=zzzzz'", "all that was typed");
        (await tab.Find("topic-search").InputValueAsync()).ShouldBe("zzzzz");

        await tab.GoAsync("/clusters/embedded/clients?q=zzz");
        await tab.Page.Locator("nav a[href$='/clients']").First.ClickAsync();
        await tab.UntilAsync("!document.querySelector('input[type=search]').value", "the search of the bare address");
        await tab.Page.GoBackAsync();
        await tab.UntilAsync("document.querySelector('input[type=search]').value === 'zzz'", "the search of before");
        tab.Complaints.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task Theme_Switched_StaysAfterReloadAndComesFromTheServer()
    {
        await using var console = await ConsoleProcess.StartAsync();
        await using var tab = await browser.OpenAsync(console, "/", new() { ColorScheme = ColorScheme.Light });
        var light = await BackgroundAsync(tab);

        await tab.Page.Locator("[data-theme-toggle]").ClickAsync();
        var dark = await BackgroundAsync(tab);
        dark.ShouldNotBe(light);
        var answer = await tab.Page.ReloadAsync();

        (await answer!.TextAsync()).ShouldContain("data-theme=\"dark\"");
        (await BackgroundAsync(tab)).ShouldBe(dark);
        tab.Complaints.ShouldBeEmpty();
    }

    private static Task<string> FocusedAsync(ConsoleTab tab) =>
        tab.Page.EvaluateAsync<string>("() => document.activeElement.innerText.trim()");

    private static Task<string> BackgroundAsync(ConsoleTab tab) =>
        tab.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor");
}
