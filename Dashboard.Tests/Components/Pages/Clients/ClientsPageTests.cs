using Bunit;
using Dashboard.Components.Controls;
using Dashboard.Components.Layout;
using Dashboard.Components.Pages.Clients;
using Dashboard.Components.Pages.Groups;
using Engine.Admin.Members;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Components.Pages.Clients;

public sealed class ClientsPageTests : ComponentTest
{
    public ClientsPageTests()
    {
        Cluster.AddTopic("orders", 1, 100);
        Cluster.AddGroup("billing", 50, ["orders"], "c1");
        Cluster.Clients.Add(ClientSamples.Consumer("c1", "billing", Clock.GetUtcNow()));
        Cluster.Clients.Add(ClientSamples.Producer("p1", Clock.GetUtcNow()));
    }

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public void Clients_Connected_ShowWhatTheyHoldAndProduce()
    {
        var page = Show();

        page.WaitForAssertion(() => page.FindAll("[data-testid=client-row]").Count.ShouldBe(2));
        var consumer = page.Find("[data-client=c1]").TextContent;
        consumer.ShouldContain("billing");
        consumer.ShouldContain("2 of 20 · 1 waiting");
        consumer.ShouldContain("4 s ago");
        page.FindAll("[data-client=c1] [data-value]").Select(cell => cell.GetAttribute("data-value")).ShouldBe(["2", "5"]);
        page.Find("[data-client=p1]").TextContent.ShouldContain("makers");
        page.Find("[data-testid=client-count]").TextContent.ShouldBe("2 clients");
        page.FindAll("[data-testid=problems]").ShouldBeEmpty();
    }

    [Fact]
    public void Clients_OneIsSilentAndABrokerToo_AreNamedWithTheirReason()
    {
        Cluster.Clients.Add(ClientSamples.Consumer("c2", "billing", Clock.GetUtcNow(), "c2 told nothing"));
        Cluster.Problems.Add("broker-b did not answer");

        var page = Show();

        page.WaitForAssertion(() => page.Find("[data-testid=problems]").TextContent.ShouldContain("broker-b did not answer"));
        page.Find("[data-client=c2] [data-value]").GetAttribute("title").ShouldBe("c2 told nothing");
        page.Find("[data-client=c2] [data-value]").TextContent.ShouldBe("—");
    }

    [Fact]
    public void Search_Group_StandsInTheAddress()
    {
        var page = Show();
        page.WaitForElement("[data-testid=client-row]");

        page.Find("[data-testid=client-search]").Input("makers");

        page.FindAll("[data-testid=client-row]").ShouldHaveSingleItem().GetAttribute("data-client").ShouldBe("p1");
        Navigation.Uri.ShouldEndWith("/clients?q=makers");
        page.Find("[data-testid=client-count]").TextContent.ShouldBe("1 of 2 clients");
    }

    [Fact]
    public async Task Clients_AfterAWhile_AreAskedAgain()
    {
        var page = Show();
        page.WaitForElement("[data-testid=client-row]");
        await Clock.WaitForTimersAsync(1);

        Cluster.Clients.Add(ClientSamples.Producer("p2", Clock.GetUtcNow()));
        Clock.Advance(AskedReading<object>.Distance);

        page.WaitForAssertion(() => page.FindAll("[data-testid=client-row]").Count.ShouldBe(3));
    }

    [Fact]
    public void Language_Chinese_IsSpoken()
    {
        Services.GetRequiredService<Display>().Use(null, "zh-CN");

        var page = Show();

        page.Find("h1").TextContent.ShouldBe("客户端");
    }

    [Fact]
    public void GroupPage_TabMembers_ShowsStatisticsAndHeldQueues()
    {
        Navigation.NavigateTo("clusters/embedded/groups/billing?tab=members");

        var page = Render<GroupPage>(with => with.Add(shown => shown.Cluster, "embedded").Add(shown => shown.Group, "billing"));

        page.WaitForElement("[data-testid=held-row]");
        page.FindAll("[data-testid=queue-row]").ShouldBeEmpty();
        page.Find("[data-testid=consumption-row]").TextContent.ShouldContain("118");
        page.Find("[data-testid=consumption-row]").TextContent.ShouldContain("17");
        var held = page.FindAll("[data-testid=held-row]");
        held[0].TextContent.ShouldContain("40 – 44");
        held[1].QuerySelector("[data-value]")!.TextContent.ShouldBe("—");
        page.FindAll("[data-testid=client-row]").ShouldHaveSingleItem().GetAttribute("data-client").ShouldBe("c1");
    }

    [Fact]
    [Trait("Behaviour", "E3")]
    public void MembersTab_MemberWithoutQueue_SaysThatItIsIdleAndWhy()
    {
        const string reason = "idle: more consumers than queues";
        Only(Member("c1", says => says with
        {
            Queues = [],
            IdleTopics = new Dictionary<string, string> { ["%RETRY%billing"] = "idle: other", ["orders"] = reason },
        }));

        var tab = ShowMembers();

        var chip = tab.Find("[data-testid=member-state] .chip");
        (chip.TextContent, chip.GetAttribute("title")).ShouldBe((reason, $"orders: {reason}"));
        tab.FindAll("[data-testid=member-hindrance]").ShouldBeEmpty();
    }

    [Fact]
    [Trait("Behaviour", "E3")]
    public void MembersTab_MemberIdleOnOneOfItsTopics_NamesIt()
    {
        Only(Member("c1", says => says with { IdleTopics = new Dictionary<string, string> { ["payments"] = "idle: other" } }));

        var tab = ShowMembers();

        tab.Find("[data-testid=member-state] .chip").TextContent.ShouldBe("active");
        tab.Find("[data-testid=member-hindrance]").TextContent.ShouldBe("payments: idle: other");
    }

    [Fact]
    [Trait("Behaviour", "C2")]
    public void MembersTab_DelayedAndFailedPulls_AreCountedWhereThereAreAny()
    {
        Only(Member("c1", says => says with
        {
            FlowControlByCount = 12,
            FlowControlByBytes = 0,
            FlowControlBySpan = 3,
            PullFailures = 4,
        }));

        var tab = ShowMembers();

        tab.FindAll("[data-testid=member-hindrance]").Select(line => line.TextContent).ShouldBe(
            [
                "pulls delayed by cached messages since its start: 12",
                "pulls delayed by the span of cached offsets since its start: 3",
                "failed pulls since its start: 4",
            ]);
    }

    [Fact]
    public void MembersTab_FlowControlByBytes_IsCounted()
    {
        Only(Member("c1", says => says with { FlowControlByBytes = 7 }));

        ShowMembers().Find("[data-testid=member-hindrance]").TextContent.ShouldBe("pulls delayed by cached bytes since its start: 7");
    }

    [Fact]
    public void MembersTab_SuspendedMember_IsPausedAndAllAreWhenNoOtherHoldsAQueue()
    {
        Only(
            Member("c1", says => says with { Paused = true }),
            Member("c2", says => says with { Queues = [] }));

        var tab = ShowMembers();

        tab.FindAll("[data-testid=member-state] .chip").Select(chip => chip.TextContent).ShouldBe(["paused", "no queue"]);
        tab.Find("[data-testid=all-paused]").TextContent.ShouldContain("All members that hold a queue are paused");
    }

    [Theory]
    [InlineData(1, "paused on 1 of 2 queues", false)]
    [InlineData(2, "paused", true)]
    public void MembersTab_PausedQueues_AreToldWithTheirNumber(int paused, string state, bool all)
    {
        Only(Member("c1", says => says with
        {
            Queues = [.. says.Queues.Index().Select(queue => queue.Item with { Paused = queue.Index < paused })],
        }));

        var tab = ShowMembers();

        tab.Find("[data-testid=member-state] .chip").TextContent.ShouldBe(state);
        tab.FindAll("[data-testid=all-paused]").Count.ShouldBe(all ? 1 : 0);
    }

    [Fact]
    public void MembersTab_OneMemberSaysNothing_DoesNotSayThatAllArePaused()
    {
        Only(
            Member("c1", says => says with { Paused = true }),
            ClientSamples.Consumer("c2", "billing", Clock.GetUtcNow(), "c2 told nothing"));

        var tab = ShowMembers();

        tab.FindAll("[data-testid=member-state] .chip").Select(chip => chip.TextContent).ShouldBe(["paused", "—"]);
        tab.FindAll("[data-testid=all-paused]").ShouldBeEmpty();
    }

    private ClientView Member(string id, Func<RunningInfo, RunningInfo> says) =>
        ClientSamples.Consumer(id, "billing", Clock.GetUtcNow(), says);

    private void Only(params ClientView[] members)
    {
        Cluster.Clients.Clear();
        Cluster.Clients.AddRange(members);
    }

    private IRenderedComponent<MembersTab> ShowMembers()
    {
        var tab = Render<MembersTab>(with => with.Add(shown => shown.Cluster, "embedded").Add(shown => shown.Group, "billing"));
        tab.WaitForElement("[data-testid=client-row]");
        return tab;
    }

    private IRenderedComponent<ClientsPage> Show()
    {
        Navigation.NavigateTo("clusters/embedded/clients");
        return Render<ClientsPage>(with => with.Add(shown => shown.Cluster, "embedded"));
    }
}
