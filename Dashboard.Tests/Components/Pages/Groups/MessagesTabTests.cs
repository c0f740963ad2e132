using Bunit;
using Dashboard.Components.Pages.Groups;
using Engine.Protocol;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Radzen.Blazor;

namespace Dashboard.Tests.Components.Pages.Groups;

/// <summary>The message at an offset of one of the group's queues, with its neighbours.</summary>
public sealed class MessagesTabTests : ComponentTest
{
    private static readonly MessageQueue Queue = new("orders", "broker-a", 1);

    public MessagesTabTests()
    {
        Cluster.AddTopic("orders", 2, 0);
        Cluster.Max[Queue] = 30;
        for (var offset = 0; offset < 30; offset++)
        {
            Cluster.Messages.Add(Queue, $"body {offset}");
        }

        Cluster.AddGroup("g", 0, ["orders"], "c1").Offsets[Queue] = 15;
    }

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public void Open_WithoutQueue_AsksForOneAndOffersNothingToPress()
    {
        var page = Show("");

        page.Markup.ShouldContain("at-queue");
        page.FindAll("[data-testid=at-queue] option").Count.ShouldBe(5, "four queues and none");
        page.Find("[data-testid=at-show]").HasAttribute("disabled").ShouldBeTrue();
        page.Find("[data-testid=at-next]").HasAttribute("disabled").ShouldBeTrue();
        page.FindAll("[data-testid=message-row]").ShouldBeEmpty();
    }

    [Fact]
    public void Choose_Queue_ShowsTheNextUnconsumedMessageAmongItsNeighbours()
    {
        var page = Show("");

        page.Find("[data-testid=at-queue]").Change("orders broker-a 1");

        page.WaitForElement("[data-testid=message-row]");
        page.Find("[data-testid=at-offset]").GetAttribute("value").ShouldBe("15");
        Offsets(page).ShouldBe(Enumerable.Range(5, 21));
        page.Find("[data-testid=at-bounds]").TextContent.ShouldContain("29");
        Navigation.Uri.ShouldEndWith("?tab=messages&topic=orders&broker=broker-a&queue=1&offset=15");
    }

    [Fact]
    public void Show_OtherOffset_StandsInTheAddressAndNextGoesBack()
    {
        var page = Show("&topic=orders&broker=broker-a&queue=1");
        page.WaitForElement("[data-testid=message-row]");

        page.Find("[data-testid=at-offset]").Change(" 2 ");
        page.Find("form").Submit();
        page.WaitForAssertion(() => Offsets(page).ShouldBe(Enumerable.Range(0, 21)));
        Navigation.Uri.ShouldEndWith("&offset=2");

        page.Find("[data-testid=at-next]").Click();
        page.WaitForAssertion(() => Offsets(page)[0].ShouldBe(5));
    }

    [Fact]
    public void Open_AddressWithOffset_MarksItsMessage()
    {
        var page = Show("&topic=orders&broker=broker-a&queue=1&offset=3");

        page.WaitForElement("[data-testid=message-row]");
        page.FindAll("[data-testid=message-row][aria-current]").Count.ShouldBe(1);
    }

    [Fact]
    public void Back_OtherOffset_IsTheOneShown()
    {
        var page = Show("&topic=orders&broker=broker-a&queue=1&offset=3");
        page.WaitForAssertion(() => Offsets(page).ShouldBe(Enumerable.Range(0, 21)));

        Navigation.NavigateTo("clusters/embedded/groups/g?tab=messages&topic=orders&broker=broker-a&queue=1&offset=29");

        page.WaitForAssertion(() => Offsets(page).ShouldBe(Enumerable.Range(19, 11)));
        page.Find("[data-testid=at-offset]").GetAttribute("value").ShouldBe("29");
    }

    [Fact]
    public void Open_OffsetThatIsNoNumber_ShowsNoMessage()
    {
        var page = Show("&topic=orders&broker=broker-a&queue=1&offset=many");

        page.FindAll("[data-testid=message-row]").ShouldBeEmpty();
    }

    [Fact]
    public void Open_Message_ShowsItWhole()
    {
        var dialogs = Render<RadzenDialog>();
        var page = Show("&topic=orders&broker=broker-a&queue=1&offset=3");

        page.WaitForElement("[data-testid=message-open]").Click();

        dialogs.WaitForElement("[data-testid=body]").TextContent.ShouldContain("body 0");
    }

    private static int[] Offsets(IRenderedComponent<GroupPage> page) =>
        [.. page.FindAll("[data-testid=message-row]").Select(row => int.Parse(row.GetAttribute("data-offset")!)).Order()];

    private IRenderedComponent<GroupPage> Show(string query)
    {
        Navigation.NavigateTo($"clusters/embedded/groups/g?tab=messages{query}");
        var page = Render<GroupPage>(with => with.Add(shown => shown.Cluster, "embedded").Add(shown => shown.Group, "g"));
        page.WaitForState(() => page.FindAll("[data-testid=at-queue] option").Count > 1);
        return page;
    }
}
