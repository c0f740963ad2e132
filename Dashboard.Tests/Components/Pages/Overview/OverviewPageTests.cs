using Bunit;
using Dashboard.Clusters;
using Dashboard.Components.Pages.Overview;

namespace Dashboard.Tests.Components.Pages.Overview;

public sealed class OverviewPageTests : ComponentTest
{
    [Fact]
    public void Open_Cluster_ShowsTotalLagWorstGroupsAndBrokers()
    {
        Cluster.AddTopic("orders", 1, 100);
        Cluster.AddGroup("alpha", 40, ["orders"], "c1");

        var page = Render<OverviewPage>();

        page.WaitForAssertion(() => page.Find("[data-testid=total-lag]").GetAttribute("data-value").ShouldBe("120"));
        page.Find("[data-testid=group-row]").GetAttribute("data-group").ShouldBe("alpha");
        page.Markup.ShouldContain("127.0.0.1:10921");
        page.Find("[data-testid=group-row-verdict]").TextContent.ShouldContain("fine");
        page.Find("[data-testid=worst-verdict]").TextContent.ShouldBe("fine");
    }

    [Fact]
    public void Open_GroupThatNobodyReads_NamesItAsTheWorst()
    {
        Cluster.AddTopic("orders", 1, 1000);
        Cluster.AddGroup("alpha", 40, ["orders"]);
        Cluster.AddGroup("beta", 1000, ["orders"], "c1");

        var page = Render<OverviewPage>();

        page.WaitForAssertion(() => page.Find("[data-testid=worst-verdict]").TextContent.ShouldBe("stopped"));
        var figure = page.FindAll(".figure").Single(one => one.TextContent.Contains("Worst verdict"));
        figure.ClassList.ShouldContain("bad");
        figure.TextContent.ShouldContain("alpha");
        figure.GetAttribute("title")!.ShouldContain("No consumer of this group is connected while 960 messages wait");
    }

    [Fact]
    public void Open_BrokerTakesNoMessages_SaysSoAndWhy()
    {
        Cluster.Refusing["broker-b"] = "The disk of /data/brokers/broker-b is 97.0 % full";

        var page = Render<OverviewPage>();

        page.WaitForAssertion(() => page.Find("[data-testid=broker-problem]").TextContent.ShouldBe(Cluster.Refusing["broker-b"]));
        var states = page.FindAll("td .chip").Select(chip => chip.TextContent).ToArray();
        states.ShouldBe(["online", "not writable"]);
        page.Markup.ShouldContain("broker-b takes no messages");
    }

    [Fact]
    public void Open_EmptyCluster_LeadsToTheDemo()
    {
        var page = Render<OverviewPage>();

        page.WaitForElement(".empty a").GetAttribute("href").ShouldBe("demo");
    }

    [Fact]
    public void Open_EmptyRemoteCluster_DoesNotLeadToTheDemo()
    {
        Cluster.Kind = ClusterKind.Remote;

        var page = Render<OverviewPage>();

        page.WaitForElement(".empty").QuerySelectorAll("a").ShouldBeEmpty();
    }
}
