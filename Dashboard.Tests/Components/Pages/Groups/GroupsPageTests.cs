using Bunit;
using Dashboard.Components.Pages.Groups;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Components.Pages.Groups;

public sealed class GroupsPageTests : ComponentTest
{
    public GroupsPageTests()
    {
        Cluster.AddTopic("orders", 1, 100);
        Cluster.AddGroup("alpha", 100, ["orders"], "c1");
        Cluster.AddGroup("beta", 10, ["orders"]);
    }

    [Fact]
    public void Open_Groups_WorstFirst() => Names(Show()).ShouldBe(["beta", "alpha"]);

    [Fact]
    public void Filter_OnlyLagging_LeavesTheOthersOut()
    {
        var page = Show();

        page.Find("[data-testid=only-lagging]").Change(true);

        Names(page).ShouldBe(["beta"]);
        Services.GetRequiredService<NavigationManager>().Uri.ShouldEndWith("?lagging=1");
    }

    [Fact]
    public void Search_Nothing_SaysSoAndLeadsBack()
    {
        var page = Show();

        page.Find("[data-testid=group-search]").Input("zzz");
        page.Markup.ShouldContain("No group matches");
        page.Find(".empty button").Click();

        Names(page).Length.ShouldBe(2);
    }

    [Fact]
    public void Open_NoGroups_TeachesWhereTheyComeFrom()
    {
        Cluster.Groups.Clear();

        Show("[class=empty]").Markup.ShouldContain("Open Demo");
    }

    private static string?[] Names(IRenderedComponent<GroupsPage> page) =>
        [.. page.FindAll("[data-testid=group-row]").Select(row => row.GetAttribute("data-group"))];

    private IRenderedComponent<GroupsPage> Show(string awaited = "[data-testid=group-row]")
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("clusters/embedded/groups");
        var page = Render<GroupsPage>(with => with.Add(shown => shown.Cluster, "embedded"));
        page.WaitForElement(awaited);
        return page;
    }
}
