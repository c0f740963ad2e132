using Bunit;
using Dashboard.Components.Pages.Groups;
using Dashboard.Figures.History;
using Dashboard.Figures.Sampling;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Components.Pages.Groups;

/// <summary>The tabs of what was: History and Timeline.</summary>
public sealed class HistoryTabTests : ComponentTest
{
    public HistoryTabTests()
    {
        Cluster.AddTopic("orders", 2, 100);
        Cluster.AddGroup("g", 50, ["orders"], "c1");
    }

    private HistoryKeeper Keeper => Services.GetRequiredService<HistoryKeeper>();

    [Fact]
    public async Task History_Recorded_ShowsChartsAndAHeatMapRowPerQueue()
    {
        await RecordAsync();

        var page = Show("tab=history");

        page.WaitForElement("[data-testid=chart-lag] path.line.lag").GetAttribute("d").ShouldNotBeNullOrEmpty();
        page.FindAll("[data-testid=chart-rates] .plot").Count.ShouldBe(1);
        page.FindAll("[data-testid=heat-row]").Count.ShouldBe(4);
        page.Find("[data-testid=range-15m]").GetAttribute("aria-current").ShouldBe("true");
        page.Find("[data-testid=tab-history]").GetAttribute("aria-current").ShouldBe("page");
        page.Find("[data-testid=heat-row] [role=img]").GetAttribute("aria-label")!.ShouldStartWith("orders broker-a Q0: last lag 50");
        page.FindAll("[data-testid=heat-row] i.step-5").ShouldNotBeEmpty();
    }

    [Fact]
    public async Task History_AsTable_SaysTheSame()
    {
        await RecordAsync();
        var page = Show("tab=history");
        page.WaitForElement("[data-testid=chart-lag] path.line.lag");

        page.Find("[data-testid=chart-lag] [data-testid=chart-twin]").Click();
        page.Find("[data-testid=heat-twin]").Click();

        page.WaitForElement("[data-testid=chart-lag] tbody td").TextContent.ShouldBe("200");
        page.Find("[data-testid=chart-lag] .twin").GetAttribute("tabindex").ShouldBe("0");
        page.WaitForAssertion(() => page.FindAll("[data-testid=lag-heat] tbody tr").Count.ShouldBe(4));
    }

    [Fact]
    public async Task History_RangeAndTopicInTheAddress_AreShown()
    {
        await RecordAsync();

        var page = Show("tab=history&range=24h&topic=orders");

        page.Find("[data-testid=range-24h]").GetAttribute("aria-current").ShouldBe("true");
        page.Find("[data-testid=range-7d]").GetAttribute("href")!.ShouldEndWith("?tab=history&range=7d&topic=orders");
        page.Find("[data-testid=history-topic] option[selected]").GetAttribute("value").ShouldBe("orders");
    }

    [Fact]
    public void History_NothingRecorded_SaysSo() =>
        Show("tab=history").WaitForElement("[data-testid=history] .empty").TextContent.ShouldContain("Nothing recorded");

    [Fact]
    public async Task History_DatabaseCannotBeWritten_SaysWhyAndShowsWhatMemoryHas()
    {
        await RecordAsync();
        Directory.CreateDirectory(Services.GetRequiredService<HistoryDatabase>().Path);
        Should.Throw<Microsoft.Data.Sqlite.SqliteException>(() => Keeper.Flush(isLast: false));

        var page = Show("tab=history");

        page.WaitForElement("[data-testid=history-problem]").TextContent.ShouldContain("history.db");
        page.FindAll("[data-testid=chart-lag]").Count.ShouldBe(1);
    }

    [Fact]
    public async Task Timeline_MemberCame_ShowsItNewestFirstAndFiltered()
    {
        await RecordAsync();
        Cluster.Groups["g"].Members.Add("c2");
        await RecordAsync();

        var page = Show("tab=timeline");

        page.WaitForElements("[data-testid=timeline-row]").Select(row => row.GetAttribute("data-kind"))
            .ShouldBe(["Joined", "Rebalanced"], ignoreOrder: true);
        page.Find("[data-kind=Joined] .what").TextContent.ShouldContain("c2 joined; 2 members now.");
        Show("tab=timeline&kind=Joined").WaitForElements("[data-testid=timeline-row]").Count.ShouldBe(1);
    }

    [Fact]
    public async Task Timeline_KindChosen_FiltersAndStandsInTheAddress()
    {
        await RecordAsync();
        Cluster.Groups["g"].Members.Add("c2");
        await RecordAsync();
        var page = Show("tab=timeline");
        page.WaitForElement("[data-testid=timeline-row]");

        page.Find("[data-testid=timeline-kind]").Change("Joined");

        page.WaitForAssertion(
            () => page.FindAll("[data-testid=timeline-row]").ShouldHaveSingleItem().GetAttribute("data-kind").ShouldBe("Joined"));
        Services.GetRequiredService<NavigationManager>().Uri.ShouldEndWith("?tab=timeline&kind=Joined");
    }

    private IRenderedComponent<GroupPage> Show(string query)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo($"clusters/{Cluster.Name}/groups/g?{query}");
        return Render<GroupPage>(with => with.Add(page => page.Cluster, Cluster.Name).Add(page => page.Group, "g"));
    }

    private async Task RecordAsync()
    {
        Clock.Advance(TimeSpan.FromSeconds(1));
        var sampler = Services.GetRequiredService<ClusterSamplers>().Get(Cluster.Name);
        Keeper.Take(await sampler.SampleClusterAsync(isSweep: true, CancellationToken.None));
        Clock.Advance(TimeSpan.FromSeconds(1));
    }
}
