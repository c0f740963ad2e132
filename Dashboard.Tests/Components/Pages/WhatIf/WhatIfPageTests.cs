using Bunit;
using Dashboard.Components.Controls;
using Dashboard.Components.Pages.WhatIf;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Components.Pages.WhatIf;

public sealed class WhatIfPageTests : ComponentTest
{
    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public void Page_Untouched_ShowsAllStrategiesForTypedQueues()
    {
        var page = Show("what-if");

        page.FindAll("[data-testid=whatif-strategy]").Select(row => row.GetAttribute("data-name")).ShouldBe(
            ["AVG", "AVG_BY_CIRCLE", "CONSISTENT_HASH", "MACHINE_ROOM_NEARBY-AVG", "MACHINE_ROOM", "CONFIG"]);
        page.Find("[data-name=AVG] [data-testid=whatif-skew]").GetAttribute("data-value").ShouldBe("0");
        page.Find("[data-name=AVG] [data-testid=whatif-moved]").TextContent.Trim().ShouldBe("—");
        page.FindAll("[data-testid=whatif-shares] tbody tr").Count.ShouldBe(4);
    }

    [Fact]
    public void Inputs_Changed_StandInTheAddressAndAreComputed()
    {
        var page = Show("what-if");

        page.Find("[data-testid=whatif-queues]").Change("10");
        page.Find("[data-testid=whatif-consumers]").Input("3");

        Navigation.Uri.ShouldEndWith("/what-if?queues=10&consumers=3");
        page.Find("[data-name=AVG] [data-testid=whatif-skew]").GetAttribute("data-value").ShouldBe("1");
        page.FindAll("[data-testid=whatif-shares] tbody tr").Count.ShouldBe(3);
    }

    [Fact]
    public void Address_WithNumbersBeyondWhatThereIs_IsClamped()
    {
        var page = Show("what-if?queues=99999&consumers=200");

        page.Find("[data-testid=whatif-queues]").GetAttribute("value").ShouldBe("1024");
        page.FindAll("[data-testid=whatif-shares] tbody tr").Count.ShouldBe(64);
    }

    [Fact]
    public void Group_Chosen_BeginsWithItsMembersAndCountsWhatMoves()
    {
        Cluster.AddTopic("orders", 2, 100);
        Cluster.AddGroup("billing", 50, ["orders"], "c1", "c2");
        var page = Show("what-if");
        page.WaitForAssertion(() => page.FindAll("[data-testid=whatif-group] option").Count.ShouldBe(2));

        page.Find("[data-testid=whatif-group]").Change("billing");

        page.WaitForAssertion(() => page.Find("[data-testid=whatif-now]").TextContent.ShouldBe(
            "Now: 2 members, 4 queues, 4 of them read by somebody."));
        page.FindAll("[data-testid=whatif-shares] tbody th").Select(cell => cell.TextContent).ShouldBe(["c1", "c2"]);
        Navigation.Uri.ShouldEndWith("/what-if?group=billing");
        page.Find("[data-testid=whatif-consumers]").Input("4");
        page.WaitForAssertion(() => Navigation.Uri.ShouldEndWith("/what-if?group=billing&consumers=4"));
        page.FindAll("[data-testid=whatif-shares] tbody tr").Count.ShouldBe(4);
        page.Find("[data-name=CONFIG] [data-testid=whatif-moved]").GetAttribute("data-value").ShouldBe("0");
    }

    [Fact]
    public void Group_Unknown_IsNamed()
    {
        var page = Show("what-if?group=nobody");

        page.WaitForAssertion(() => page.Markup.ShouldContain("'nobody' does not exist"));
    }

    [Fact]
    public void Language_Chinese_IsSpoken()
    {
        Services.GetRequiredService<Display>().Use(null, "zh-CN");

        Show("what-if").Find("h1").TextContent.ShouldBe("分配推演");
    }

    private IRenderedComponent<WhatIfPage> Show(string address)
    {
        Navigation.NavigateTo(address);
        return Render<WhatIfPage>();
    }
}
