using Bunit;
using Dashboard.Components.Controls;
using Dashboard.Components.Layout;
using Dashboard.Components.Pages.Clients;
using Dashboard.Components.Pages.Groups;
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

    private IRenderedComponent<ClientsPage> Show()
    {
        Navigation.NavigateTo("clusters/embedded/clients");
        return Render<ClientsPage>(with => with.Add(shown => shown.Cluster, "embedded"));
    }
}
