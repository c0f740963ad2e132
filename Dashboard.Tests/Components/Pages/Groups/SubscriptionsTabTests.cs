using Bunit;
using Dashboard.Components.Controls;
using Dashboard.Components.Pages.Groups;
using Dashboard.Tests.Components.Pages.Clients;
using Engine.Admin.Members;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Components.Pages.Groups;

public sealed class SubscriptionsTabTests : ComponentTest
{
    [Fact]
    public void Open_MembersAlike_SaysSoAndShowsARowForEachTopic()
    {
        Cluster.Clients.AddRange([Member("c1", Tag("orders", "*")), Member("c2", Tag("orders", "*"), Tag("%RETRY%g", "*"))]);

        var tab = Show();

        tab.Find("[data-testid=consistency-verdict]").TextContent.ShouldBe("All 2 members that answered subscribe alike");
        tab.FindAll("[data-testid=subscription-row]")
            .Select(row => (row.GetAttribute("data-client"), row.GetAttribute("data-topic")))
            .ShouldBe([("c1", "orders"), ("c2", "orders"), ("c2", "%RETRY%g")]);
        tab.FindAll("[data-testid=difference]").ShouldBeEmpty();
        tab.Find("[data-testid=in-force]").TextContent.ShouldBe("In force at the brokers now: orders (TAG *)");
    }

    [Fact]
    public void Open_MembersDiffer_NamesTopicExpressionAndMembersAndMarksTheRow()
    {
        Cluster.Clients.AddRange([Member("c1", Tag("orders", "a")), Member("c2", Tag("orders", "b")), Member("c3", Tag("orders", "a"))]);

        var tab = Show();

        tab.Find("[data-testid=consistency-verdict]").TextContent.ShouldBe("Members differ in 1 thing");
        var difference = tab.Find("[data-testid=difference]");
        difference.GetAttribute("data-kind").ShouldBe("Expression");
        difference.TextContent.ShouldContain("Topic orders: members subscribe it by different expressions");
        tab.FindAll("[data-testid=variant]").Select(variant => Plain(variant.TextContent))
            .ShouldBe(["TAG a 2 members: c1, c3", "TAG b 1 member: c2"]);
        tab.FindAll("[data-testid=subscription-row]:has([data-testid=odd])").Select(row => row.GetAttribute("data-client"))
            .ShouldBe(["c2"]);
    }

    [Fact]
    public void Open_OneLacksATopic_HasARowThatSaysSo()
    {
        Cluster.Clients.AddRange(
        [
            Member("c1", Tag("orders", "*"), Tag("paid", "*")),
            Member("c2", Tag("orders", "*")),
            Member("c3", Tag("orders", "*"), Tag("paid", "*")),
        ]);

        var row = Show().Find("[data-testid=subscription-row]:has([data-testid=not-subscribed])");

        (row.GetAttribute("data-client"), row.GetAttribute("data-topic")).ShouldBe(("c2", "paid"));
        row.QuerySelectorAll("[data-testid=odd]").Length.ShouldBe(1);
    }

    [Fact]
    public async Task Use_ZoneOfTheBrowser_IsThatOfTheVersionsAtOnce()
    {
        Cluster.Clients.Add(Member("c1", Tag("orders", "*") with { SubVersion = 1_782_907_200_000 }));
        var tab = Show();
        tab.Find("[data-testid=subscription-row]").TextContent.ShouldContain("7/1/2026 12:00:00 PM");

        await tab.InvokeAsync(() => Services.GetRequiredService<Display>().Use("Asia/Shanghai", "zh-CN"));

        tab.WaitForAssertion(() => tab.Find("[data-testid=subscription-row]").TextContent.ShouldContain("2026/7/1 20:00:00"));
    }

    [Fact]
    public void Open_TwoMembersDiffer_MarksBothAsNoneIsInTheMajority()
    {
        Cluster.Clients.AddRange([Member("c1", Tag("orders", "a")), Member("c2", Tag("orders", "b"))]);

        Show().FindAll("[data-testid=odd]").Count.ShouldBe(2);
    }

    [Fact]
    public void Open_MemberIsSilent_SaysWhyAndThatItIsNotCompared()
    {
        Cluster.Clients.AddRange(
            [Member("c1", Tag("orders", "a")), ClientSamples.Consumer("c2", "g", Clock.GetUtcNow(), "c2 told nothing")]);

        var tab = Show();

        tab.Find("[data-testid=silent-members]").TextContent.ShouldBe("1 member did not say what it subscribes; it is not compared.");
        tab.Find("[data-testid=not-said]").TextContent.ShouldBe("c2 told nothing");
    }

    [Fact]
    public void Open_NobodyAnswers_ClaimsNoConsistency()
    {
        Cluster.Clients.Add(ClientSamples.Consumer("c2", "g", Clock.GetUtcNow(), "c2 told nothing"));

        Show().Find("[data-testid=consistency-verdict]").TextContent.ShouldBe("No member said what it subscribes");
    }

    [Fact]
    public void Open_WithoutMembers_SaysWhatWouldBeHere() =>
        Show().Markup.ShouldContain("What each member subscribes appears here");

    [Fact]
    public async Task Ask_MemberChangesItsSubscription_IsOnThePageAfterTheNextQuestion()
    {
        Cluster.Clients.AddRange([Member("c1", Tag("orders", "a")), Member("c2", Tag("orders", "a"))]);
        var tab = Show();

        Cluster.Clients[1] = Member("c2", Tag("orders", "b"));
        await Clock.WaitForTimersAsync(1);
        Clock.Advance(TimeSpan.FromSeconds(3));

        tab.WaitForElement("[data-testid=difference]");
    }

    [Fact]
    public void Open_InChinese_SaysDifferencesInChinese()
    {
        Services.GetRequiredService<Display>().Use("Asia/Shanghai", "zh-CN");
        Cluster.Clients.AddRange([Member("c1", Tag("orders", "a")), Member("c2")]);

        Show().Find("[data-testid=difference]").TextContent.ShouldContain("并非所有成员都订阅");
    }

    private IRenderedComponent<SubscriptionsTab> Show()
    {
        var tab = Render<SubscriptionsTab>(with => with.Add(shown => shown.Cluster, "embedded").Add(shown => shown.Group, "g"));
        tab.WaitForState(() => tab.FindAll(".skeleton").Count == 0);
        return tab;
    }

    private ClientView Member(string id, params SubscribedTopic[] topics) =>
        ClientSamples.Consumer(id, "g", Clock.GetUtcNow(), running => running with { Subscriptions = topics });

    private static SubscribedTopic Tag(string topic, string expression) => new(topic, "TAG", expression);

    private static string Plain(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
