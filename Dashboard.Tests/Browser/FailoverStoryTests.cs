using System.Text.Json;
using Microsoft.Playwright;

namespace Dashboard.Tests.Browser;

/// <summary>The scenario "Kill the master" in a real browser: the pages tell what happened.</summary>
[Collection(BrowserCollection.Name)]
public sealed class FailoverStoryTests(BrowserSession browser)
{
    private const string Group = "demo-failover";
    private const string Cluster = "/clusters/embedded";
    private const string Timeline = $"{Cluster}/groups/{Group}?tab=timeline";

    /// <summary>Concurrent calls of the one member, and what its pulls hold twice at most.</summary>
    private const int InFlight = 64;
    private const int ReportedMs = 60_000;

    [BrowserFact]
    [Trait("Behaviour", "G3")]
    public async Task KillTheMaster_GroupGoesOnFromTheSlave_AndThePagesTellIt()
    {
        await using var console = await ConsoleProcess.StartAsync();
        await using var tab = await browser.OpenAsync(console, "/demo");

        await SetUpAsync(tab);
        await KillAsync(tab);
        await ReadStoryOfTheKillAsync(tab);
        await StartAgainAsync(tab);
        await NothingTwiceAsync(tab, console);

        tab.Complaints.ShouldBeEmpty();
        (await console.StopAsync()).ShouldBe(0);
    }

    private static async Task SetUpAsync(ConsoleTab tab)
    {
        await tab.Page.Locator("[data-id=kill-master] [data-testid=demo-scenario-start]").ClickAsync();
        await tab.SeeAsync("demo-consumer");
        await tab.GoAsync(Cluster);
        await SeeRowAsync(tab, "[data-testid=replication-row][data-node=broker-a-1] [data-testid=replication-state]", "caught up");
        await tab.Page.Locator("[data-testid=table-sync][data-table=consumerOffset]:not(:has-text('never'))").WaitForAsync();
        (await tab.Page.Locator("[data-node=broker-a] [data-testid=replication-role]").InnerTextAsync()).ShouldBe("ASYNC_MASTER");
        await tab.GoAsync($"{Cluster}/groups/{Group}");
        await tab.UntilAsync("probe.sum('consumer-offset') > 0", "the group consumes before the kill");
    }

    private static async Task KillAsync(ConsoleTab tab)
    {
        await tab.GoAsync(Cluster);
        await tab.Page.Locator("[data-testid=node-kill][data-node=broker-a]").ClickAsync();
        await tab.Page.GetByText("consumers go on from the slave broker-a-1").WaitForAsync();
        await tab.ClickAsync("confirm");
        await tab.Page.Locator("[data-testid=broker-row][data-broker=broker-a][data-state=killed]").WaitForAsync();
    }

    private static async Task ReadStoryOfTheKillAsync(ConsoleTab tab)
    {
        await tab.GoAsync($"{Cluster}/groups/{Group}");
        await SeeRowAsync(tab, "[data-testid=slave-note]", "Read from broker-a-1 (slave), which was");
        await SeeRowAsync(tab, "[data-testid=slave-note]", "keep what they commit until the master is back");
        await tab.GoAsync(Timeline);
        await SeeRowAsync(tab, "[data-testid=timeline-row][data-kind=NodeKilled]", "broker-a (master) was killed.");
        await SeeRowAsync(tab, "[data-testid=timeline-row][data-kind=SlaveServes]", "Consumers read on from broker-a-1");
    }

    private static async Task StartAgainAsync(ConsoleTab tab)
    {
        await tab.GoAsync(Cluster);
        await tab.Page.Locator("[data-testid=node-start][data-node=broker-a]").ClickAsync();
        await tab.ClickAsync("confirm");
        await tab.Page.Locator("[data-testid=broker-row][data-broker=broker-a][data-state=online]").WaitForAsync();
        await tab.GoAsync(Timeline);
        await SeeRowAsync(tab, "[data-testid=timeline-row][data-kind=NodeStarted]", "broker-a (master) answers.");
        await tab.GoAsync($"{Cluster}/groups/{Group}");
        await tab.Find("slave-note").WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }

    /// <summary>What the member counted as consumed is what it has committed in the end, but for what was in flight.</summary>
    private static async Task NothingTwiceAsync(ConsoleTab tab, ConsoleProcess console)
    {
        var (id, before) = await ConsumerAsync(console);
        before.ShouldBeGreaterThan(0);

        // Its routes name the master again at their next turn, within 30 s; then it reports what it kept.
        await tab.Page.WaitForFunctionAsync(
            "least => probe.sum('consumer-offset') >= least", before - InFlight, new() { Timeout = ReportedMs });

        var (_, consumed) = await ConsumerAsync(console);
        (await console.Http.DeleteAsync($"api/v1/demo/consumers/{id}")).EnsureSuccessStatusCode();
        await tab.UntilAsync(
            async () => consumed <= await CommittedAsync(console) + InFlight, $"{consumed} consumed messages as committed ones");
    }

    private static async Task<(string Id, long Consumed)> ConsumerAsync(ConsoleProcess console)
    {
        var running = JsonDocument.Parse(await console.Http.GetStringAsync("api/v1/demo/consumers")).RootElement[0];
        return (running.GetProperty("id").GetString()!, running.GetProperty("consumed").GetInt64());
    }

    private static async Task<long> CommittedAsync(ConsoleProcess console)
    {
        var queues = JsonDocument.Parse(await console.Http.GetStringAsync($"api/v1/clusters/embedded/groups/{Group}/queues")).RootElement;
        return queues.EnumerateArray().Select(queue => queue.GetProperty("consumerOffset"))
            .Where(offset => offset.ValueKind == JsonValueKind.Number).Sum(offset => offset.GetInt64());
    }

    private static Task SeeRowAsync(ConsoleTab tab, string selector, string text) =>
        tab.Page.Locator(selector).Filter(new() { HasText = text }).First.WaitForAsync();
}
