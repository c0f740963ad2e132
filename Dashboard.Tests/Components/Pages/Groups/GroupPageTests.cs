using System.Text;
using Bunit;
using Dashboard.Components.Layout;
using Dashboard.Components.Pages.Groups;
using Dashboard.Components.Sharing;
using Dashboard.Exports;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Components.Pages.Groups;

public sealed class GroupPageTests : ComponentTest
{
    public GroupPageTests()
    {
        Cluster.AddTopic("orders", 2, 100);
        Cluster.AddTopic("payments", 1, 50);
        Cluster.AddGroup("g", 50, ["orders", "payments"], "c1");
    }

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public void Open_Group_ShowsLagAndEveryQueue()
    {
        var page = Show("g");

        page.Find("[data-testid=group-lag]").GetAttribute("data-value").ShouldBe("200");
        page.FindAll("[data-testid=queue-row]").Count.ShouldBe(6);
        Services.GetRequiredService<LiveView>().Source.ShouldBe("push");
    }

    [Fact]
    public void Open_Group_ShowsItsTimesAndVerdict()
    {
        var page = Show("g");

        page.Find("[data-testid=group-verdict]").TextContent.ShouldBe("fine");
        page.Find("[data-testid=group-eta]").TextContent.ShouldBe("—");
        page.FindAll("[data-testid=queue-row] [data-testid=verdict]").Count.ShouldBe(6);
    }

    [Fact]
    public void Open_Group_ShowsModeAndTopicsBelowMembersAndQueues()
    {
        var page = Show("g");

        page.FindAll(".figure dt").Select(name => name.TextContent).ShouldBe(
            ["Lag", "Time lag", "In flight", "Produced", "Consumed", "ETA", "Verdict", "Members", "Queues"]);
        page.FindAll(".figure .note-line")[0].TextContent.ShouldStartWith("clustering");
        page.FindAll(".figure .note-line")[1].TextContent.ShouldBe("of 2 topics");
    }

    [Fact]
    public void Open_Group_NamesFiguresOfARowWhereThereIsNoHead()
    {
        var row = Show("g").Find("[data-testid=queue-row]");

        row.QuerySelectorAll("td[data-label]").Select(cell => cell.GetAttribute("data-label")).ShouldBe(
            ["Broker offset", "Consumer offset", "Lag", "In flight", "Time lag", "In/s", "Out/s", "ETA", "Last consumed", "Owner"]);
    }

    [Fact]
    public void Open_GroupOfAReadOnlyCluster_OffersNoChangeAndSaysWhy()
    {
        Cluster.IsReadOnly = true;

        var page = Show("g");

        foreach (var button in (string[])["reset-open", "group-delete"])
        {
            page.Find($"[data-testid={button}]").HasAttribute("disabled").ShouldBeTrue(button);
            page.Find($"[data-testid={button}]").GetAttribute("title")!.ShouldContain("read-only");
        }
    }

    [Fact]
    public async Task Push_Change_IsOnThePageWithoutAnyTimerOfItsOwn()
    {
        var page = Show("g");
        await PassRenderDistanceAsync();

        Cluster.Change(() => Cluster.Groups["g"].Offsets[new MessageQueue("orders", "broker-a", 0)] = 90);
        await PushGroupAsync("g");

        page.WaitForAssertion(() => page.Find("[data-testid=group-lag]").GetAttribute("data-value").ShouldBe("160"));
        page.Find("[data-testid=queue-row][data-topic=orders] [data-testid=consumer-offset]").GetAttribute("data-value").ShouldBe("90");
    }

    [Fact]
    public void Filter_Topic_StandsInTheAddressAndShowsOnlyItsQueues()
    {
        var page = Show("g");

        page.Find("[data-testid=filter-topic]").Change("payments");
        page.Find("[data-testid=filter-lagging]").Change(true);

        page.WaitForAssertion(() => page.Markup.ShouldContain("No queue has lag at the moment."));
        Navigation.Uri.ShouldEndWith("/clusters/embedded/groups/g?topic=payments&lagging=1");
        page.FindAll("[data-testid=queue-row]").ShouldBeEmpty();
    }

    [Fact]
    public void Open_AddressWithFilter_IsTheFilteredPage()
    {
        var page = Show("g", "?topic=orders&broker=broker-b");

        page.FindAll("[data-testid=queue-row]").Select(row => row.GetAttribute("data-broker")).ShouldBe(["broker-b", "broker-b"]);
        page.Find("[data-testid=queue-count]").TextContent.ShouldBe("2 of 6 queues");
    }

    [Fact]
    public void Back_OtherFilter_IsTheOneShown()
    {
        var page = Show("g", "?topic=payments");
        page.FindAll("[data-testid=queue-row]").Count.ShouldBe(2);

        Navigation.NavigateTo("clusters/embedded/groups/g?broker=broker-b");

        page.WaitForAssertion(() => page.Find("[data-testid=queue-count]").TextContent.ShouldBe("3 of 6 queues"));
    }

    [Fact]
    public void Open_UnknownGroup_NamesIt()
    {
        Navigation.NavigateTo("clusters/embedded/groups/nope");

        var page = Render<GroupPage>(with => with.Add(shown => shown.Cluster, "embedded").Add(shown => shown.Group, "nope"));

        page.WaitForAssertion(() => page.Markup.ShouldContain("'nope' does not exist"));
    }

    [Theory]
    [InlineData("😀 x")]
    [InlineData("a b")]
    public void Open_NameThatNoGroupCanHave_SaysThatThereIsNone(string group)
    {
        var page = Render<GroupPage>(with => with.Add(shown => shown.Cluster, "embedded").Add(shown => shown.Group, group));

        page.WaitForAssertion(() => page.Markup.ShouldContain($"Group '{group}' does not exist, and cannot."));
        page.FindAll(".skeleton").ShouldBeEmpty();
    }

    [Fact]
    public async Task Open_BeforeTheGroupExists_ShowsItOnceItDoes()
    {
        var page = Render<GroupPage>(with => with.Add(shown => shown.Cluster, "embedded").Add(shown => shown.Group, "later"));
        page.WaitForAssertion(() => page.Markup.ShouldContain("'later' does not exist"));

        Clock.Advance(TimeSpan.FromSeconds(1));
        Cluster.Change(() => Cluster.AddGroup("later", 20, ["payments"]));
        await PushClusterAsync();

        page.WaitForElement("[data-testid=queue-grid]");
        page.FindAll("[data-testid=queue-row]").Count.ShouldBe(2);
        page.Markup.ShouldNotContain("does not exist");
    }

    [Fact]
    public void Open_GroupWithMembers_CannotBeDeletedButReset()
    {
        var page = Show("g");

        page.Find("[data-testid=group-delete]").HasAttribute("disabled").ShouldBeTrue();
        page.Find("[data-testid=reset-open]").HasAttribute("disabled").ShouldBeFalse();
    }

    [Fact]
    public void Open_BroadcastingGroup_CannotBeReset()
    {
        Cluster.Groups["g"].Model = MessageModel.Broadcasting;

        Show("g").Find("[data-testid=reset-open]").HasAttribute("disabled").ShouldBeTrue();
    }

    [Fact]
    public void Export_FilterAndFoldedTopic_IsOfTheRowsOnTheScreenAlone()
    {
        var page = Show("g", "?broker=broker-a");
        page.Find("[data-testid=export-csv]").GetAttribute("title").ShouldBe("What the screen shows as CSV: 3 rows ( e )");

        page.Find("[data-testid=topic-row][data-topic=orders] .toggle").Click();

        page.FindAll("[data-testid=queue-row]").Count.ShouldBe(1);
        page.FindComponent<ShareButtons>().Instance.Export!.Rows.ShouldBe(1);
    }

    [Fact]
    public async Task Sort_ByLag_StandsInTheAddressAndIsTheOrderOfTheExport()
    {
        Cluster.Groups["g"].Offsets[new MessageQueue("orders", "broker-b", 1)] = 10;
        Cluster.Groups["g"].Offsets[new MessageQueue("payments", "broker-b", 0)] = 49;
        var page = Show("g");
        page.Find("th[aria-sort]").TextContent.Trim().ShouldBe("Topic / queue");

        page.Find("[data-testid=sort-lag]").Click();

        Navigation.Uri.ShouldEndWith("/clusters/embedded/groups/g?sort=lag&dir=desc");
        page.Find("th[aria-sort=descending]").TextContent.Trim().ShouldBe("Lag");
        string[] sorted =
        [
            "orders broker-b 1", "orders broker-a 0", "orders broker-a 1", "orders broker-b 0", "payments broker-b 0",
            "payments broker-a 0",
        ];
        Queues(page).ShouldBe(sorted);
        using var csv = new MemoryStream();
        await page.FindComponent<ShareButtons>().Instance.Export!.WriteAsync(ExportFormat.Csv, csv, CancellationToken.None);
        Encoding.UTF8.GetString(csv.ToArray()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries)[1..]
            .Select(line => string.Join(' ', line.Split(',')[..3])).ShouldBe(sorted);

        page.Find("[data-testid=sort-lag]").Click();
        Navigation.Uri.ShouldEndWith("?sort=lag&dir=asc");
        Queues(page).ShouldBe(
        [
            "payments broker-a 0", "payments broker-b 0", "orders broker-a 0", "orders broker-a 1", "orders broker-b 0",
            "orders broker-b 1",
        ]);
    }

    [Fact]
    public void Open_AddressWithOrder_IsTheSortedPageAndFiltersKeepIt()
    {
        var page = Show("g", "?broker=broker-a&sort=queue&dir=desc");
        Queues(page).ShouldBe(["payments broker-a 0", "orders broker-a 1", "orders broker-a 0"]);

        page.Find("[data-testid=filter-topic]").Change("orders");

        page.WaitForAssertion(() => Queues(page).ShouldBe(["orders broker-a 1", "orders broker-a 0"]));
        Navigation.Uri.ShouldEndWith("?topic=orders&broker=broker-a&sort=queue&dir=desc");
    }

    [Fact]
    public async Task Push_WhileSomebodyPointsAtTheRows_MovesNone()
    {
        var page = Show("g", "?topic=payments&sort=lag&dir=desc");
        var before = Queues(page);
        await PassRenderDistanceAsync();
        await page.Find("[data-testid=queue-grid]").TriggerEventAsync("onpointerenter", new PointerEventArgs());

        Cluster.Change(() => Cluster.Groups["g"].Offsets[new MessageQueue("payments", "broker-b", 0)] = 9);
        await PushGroupAsync("g");

        page.WaitForAssertion(() => page.Find("[data-testid=queue-row][data-broker=broker-b] [data-testid=lag]")
            .GetAttribute("data-value").ShouldBe("41"));
        Queues(page).ShouldBe(before);
        await page.Find("[data-testid=sort-lag]").ClickAsync(new());
        await page.Find("[data-testid=sort-lag]").ClickAsync(new());
        Queues(page).ShouldBe(["payments broker-b 0", "payments broker-a 0"]);
    }

    [Fact]
    public void CopyAsCurl_Filter_IsTheRestTwinOfThePage() => Show("g", "?topic=orders").Find("[data-testid=copy-curl]")
        .GetAttribute("data-copy").ShouldBe("curl \"http://localhost/api/v1/clusters/embedded/groups/g/queues?topic=orders\"");

    private static string[] Queues(IRenderedComponent<GroupPage> page) =>
    [
        .. page.FindAll("[data-testid=queue-row]").Select(row => string.Join(
            ' ', row.GetAttribute("data-topic"), row.GetAttribute("data-broker"), row.GetAttribute("data-queue"))),
    ];

    private IRenderedComponent<GroupPage> Show(string group, string query = "")
    {
        Navigation.NavigateTo($"clusters/embedded/groups/{group}{query}");
        var page = Render<GroupPage>(with => with.Add(shown => shown.Cluster, "embedded").Add(shown => shown.Group, group));
        page.WaitForElement("[data-testid=queue-grid]");
        return page;
    }
}
