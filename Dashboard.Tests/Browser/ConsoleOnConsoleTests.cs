using Dashboard.Tests.Hosting;

namespace Dashboard.Tests.Browser;

/// <summary>A console in one process manages the embedded cluster of a console in another, over TCP.</summary>
[Collection(BrowserCollection.Name)]
public sealed class ConsoleOnConsoleTests(BrowserSession browser)
{
    private const string Topic = "orders";
    private const string Group = "billing";
    private const string FarPage = $"/clusters/far/groups/{Group}";
    private const string OwnPage = $"/clusters/embedded/groups/{Group}";

    [BrowserFact]
    public async Task Group_OfTheOtherConsole_ShowsTheSameFiguresAndIsResetFromHere()
    {
        await using var far = await StartFarAsync();
        await using var near = await StartNearAsync(far);
        ConsoleApi own = new(far);
        ConsoleApi remote = new(near, "far");
        await using var there = await browser.OpenAsync(far, OwnPage);
        await using var here = await browser.OpenAsync(near, FarPage);
        await here.UntilAsync("probe.sum('consumer-offset') === 40", "a group that read everything");
        await there.UntilAsync("probe.sum('consumer-offset') === 40", "the same at its own console");
        (await here.LinesAsync()).ShouldBe(await there.LinesAsync());
        (await remote.JsonLinesAsync(Group)).ShouldBe(await own.JsonLinesAsync(Group));

        await own.SendAsync(Topic, 8);
        await here.UntilAsync("probe.sum('broker-offset') === 48", "messages that arrive there, without a reload");

        await here.ClickAsync("reset-open");
        await here.Find("reset-mode").SelectOptionAsync("shift");
        await here.FillAsync("reset-by", "-3");
        await here.ClickAsync("reset-preview");
        await here.SeeAsync("reset-plan-row");
        await here.UntilAsync(
            "[...document.querySelectorAll('[data-testid=reset-message]')].every(cell => cell.innerText.includes('from a test'))",
            "the message at every target");
        (await there.SumAsync("consumer-offset")).ShouldBe(40);
        await here.ClickAsync("reset-apply");
        await here.SeeAsync("reset-result");
        await here.UntilAsync("probe.sum('consumer-offset') === 16", "offsets that went back by 3 on each of 8 queues");
        await there.UntilAsync("probe.sum('consumer-offset') === 16", "the same at its own console, without a reload");
        (await here.LinesAsync()).ShouldBe(await there.LinesAsync());
        (await remote.CsvLinesAsync(Group)).ShouldBe(await own.CsvLinesAsync(Group));

        await here.ClickAsync("reset-undo");
        await there.UntilAsync("probe.sum('consumer-offset') === 40", "the undo at its own console");
        here.Complaints.ShouldBeEmpty();
        there.Complaints.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task Messages_OfTheOtherConsole_AreTheSame()
    {
        await using var far = await StartFarAsync();
        await using var near = await StartNearAsync(far);
        await new ConsoleApi(far).SendAsync(Topic, """{"parcel":7}""", "parcel-7");
        await using var there = await browser.OpenAsync(far, $"/clusters/embedded/messages?mode=key&topic={Topic}&key=parcel-7");
        await using var here = await browser.OpenAsync(near, $"/clusters/far/messages?mode=key&topic={Topic}&key=parcel-7");

        foreach (var tab in (ConsoleTab[])[here, there])
        {
            await tab.Find("message-open").ClickAsync();
            await tab.UntilAsync("document.querySelector('[data-testid=body]')?.innerText.includes('\"parcel\": 7')", "the body as JSON");
        }

        (await here.Find("body").InnerTextAsync()).ShouldBe(await there.Find("body").InnerTextAsync());
        here.Complaints.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task Switcher_LeadsFromClusterToClusterAndHidesWhatIsOnlyForTheEmbeddedOne()
    {
        await using var far = await StartFarAsync();
        await using var near = await StartNearAsync(far);
        await using var tab = await browser.OpenAsync(near, "/clusters/embedded");
        await tab.SeeAsync("node-stop");

        await tab.Find("cluster-picker").SelectOptionAsync("far");
        await tab.UntilAsync("location.pathname === '/clusters/far'", "the same page of the other cluster");
        await tab.UntilAsync("document.querySelectorAll('[data-testid=broker-row]').length === 2", "the brokers of the other console");
        (await tab.Find("node-stop").CountAsync()).ShouldBe(0);
        (await tab.Page.Locator("nav.side a[href=demo]").CountAsync()).ShouldBe(0);

        await tab.Page.Keyboard.PressAsync("g");
        await tab.Page.Keyboard.PressAsync("o");
        await tab.UntilAsync("location.search === '?cluster=far'", "the overview of the same cluster");
        await tab.UntilAsync("document.querySelector('[data-testid=group-row]')?.dataset.group === 'billing'", "the far overview");

        await tab.Find("cluster-picker").SelectOptionAsync("looked-at");
        await tab.SeeAsync("cluster-read-only");
        await tab.GoAsync($"/clusters/looked-at/groups/{Group}");
        await tab.UntilAsync("probe.sum('consumer-offset') === 40", "the figures of the read-only cluster");
        (await tab.Find("reset-open").IsDisabledAsync()).ShouldBeTrue();

        await tab.Find("cluster-picker").SelectOptionAsync("embedded");
        await tab.UntilAsync("location.pathname === '/clusters/embedded/groups'", "the groups of the embedded cluster");
        tab.Complaints.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task Cluster_GoesAway_ItsPagesSaySoAndTheOthersGoOn()
    {
        await using var far = await StartFarAsync();
        await using var near = await StartNearAsync(far);
        await using var page = await browser.OpenAsync(near, FarPage);
        await using var other = await browser.OpenAsync(near, "/?cluster=embedded");
        await page.UntilAsync("probe.sum('consumer-offset') === 40", "the figures while it is there");

        await far.StopAsync();

        await page.UntilAsync("document.querySelector('.live').classList.contains('is-stale')", "figures that are marked as old");
        (await page.SumAsync("consumer-offset")).ShouldBe(40);
        await other.UntilAsync("document.querySelector('.live').classList.contains('is-live')", "the embedded cluster's live figures");
        await page.GoAsync("/clusters/gone/groups");
        await page.UntilAsync("document.body.innerText.includes('No name server answered')", "why there is nothing to show");
        await page.GoAsync("/settings");
        await page.UntilAsync(
            "document.querySelector('[data-cluster=gone] [data-testid=settings-state]')?.classList.contains('bad')", "who is away");
    }

    private static async Task<ConsoleProcess> StartFarAsync()
    {
        var console = await ConsoleProcess.StartAsync(RemotingPorts.Free);
        ConsoleApi api = new(console);
        await api.CreateTopicAsync(Topic);
        await api.SendAsync(Topic, 40);
        await api.ReadAsync(Group, Topic, 40);
        return console;
    }

    private static async Task<ConsoleProcess> StartNearAsync(ConsoleProcess far)
    {
        var nameServer = await new ConsoleApi(far).NameServerAsync();
        return await ConsoleProcess.StartAsync(
            "--Console:Clusters:0:Name=far",
            $"--Console:Clusters:0:NameServers={nameServer}",
            "--Console:Clusters:1:Name=looked-at",
            $"--Console:Clusters:1:NameServers={nameServer}",
            "--Console:Clusters:1:ReadOnly=true",
            "--Console:Clusters:2:Name=gone",
            "--Console:Clusters:2:NameServers=127.0.0.1:1");
    }
}
