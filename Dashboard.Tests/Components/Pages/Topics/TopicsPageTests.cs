using Bunit;
using Dashboard.Components.Pages.Topics;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Components.Pages.Topics;

public sealed class TopicsPageTests : ComponentTest
{
    public TopicsPageTests()
    {
        Cluster.AddTopic("orders", 1, 100);
        Cluster.AddTopic("%RETRY%g", 1, 3);
    }

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public void Back_OtherView_IsTheOneShown()
    {
        var page = Show("?type=retry");
        Names(page).ShouldBe(["%RETRY%g"]);

        Navigation.NavigateTo("clusters/embedded/topics");

        page.WaitForAssertion(() => Names(page).ShouldBe(["orders"]));
        page.Find("[data-testid=topics-normal]").GetAttribute("aria-selected").ShouldBe("true");
    }

    [Fact]
    public void Search_Typed_StandsInTheAddress()
    {
        var page = Show("");

        page.Find("[data-testid=topic-search]").Input("zzz");

        page.WaitForAssertion(() => page.Markup.ShouldContain("zzz"));
        Names(page).ShouldBeEmpty();
        Navigation.Uri.ShouldEndWith("/topics?q=zzz");
    }

    private static string?[] Names(IRenderedComponent<TopicsPage> page) =>
        [.. page.FindAll("[data-testid=topic-row]").Select(row => row.GetAttribute("data-topic"))];

    private IRenderedComponent<TopicsPage> Show(string query)
    {
        Navigation.NavigateTo($"clusters/embedded/topics{query}");
        var page = Render<TopicsPage>(with => with.Add(shown => shown.Cluster, "embedded"));
        page.WaitForElement("[data-testid=topic-row]");
        return page;
    }
}
