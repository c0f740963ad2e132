using Engine.Admin.Members;
using Engine.Admin.Subscriptions;

namespace Engine.Tests.Admin.Subscriptions;

/// <summary>All members of a group must subscribe alike; those that differ are named.</summary>
public sealed class SubscriptionCheckTests
{
    [Fact]
    public void Compare_AllAlike_FindsNothing() => SubscriptionCheck
        .Compare([Member("c1", Tag("orders", "*")), Member("c2", Tag("orders", "*")), Member("c3", Tag("orders", "*"))])
        .ShouldBeEmpty();

    [Theory]
    [InlineData("a || b", "b||a")]
    [InlineData("a || b", " a ||b|| a")]
    [InlineData("*", "")]
    public void Compare_SameTagsWrittenOtherwise_FindsNothing(string one, string other) => SubscriptionCheck
        .Compare([Member("c1", Tag("orders", one)), Member("c2", Tag("orders", other))])
        .ShouldBeEmpty();

    [Fact]
    public void Compare_OtherExpression_NamesTopicAndMembersTheMostFirst()
    {
        var difference = SubscriptionCheck
            .Compare([Member("c1", Tag("orders", "a")), Member("c2", Tag("orders", "b || a")), Member("c3", Tag("orders", "a||b"))])
            .ShouldHaveSingleItem();

        (difference.Kind, difference.Topic).ShouldBe((SubscriptionDifferenceKind.Expression, "orders"));
        Texts(difference).ShouldBe(["TAG a || b: c2 c3", "TAG a: c1"]);
    }

    [Fact]
    public void Compare_TagAgainstSql_IsAnotherExpression()
    {
        var difference = SubscriptionCheck
            .Compare([Member("c1", Tag("orders", "a")), Member("c2", new SubscribedTopic("orders", "SQL92", "a > 1"))])
            .ShouldHaveSingleItem();

        Texts(difference).ShouldBe(["SQL92 a > 1: c2", "TAG a: c1"]);
    }

    [Fact]
    public void Compare_TopicThatNotAllSubscribe_NamesThoseWithout()
    {
        var difference = SubscriptionCheck
            .Compare([Member("c1", Tag("orders", "*"), Tag("payments", "*")), Member("c2", Tag("orders", "*"))])
            .ShouldHaveSingleItem();

        (difference.Kind, difference.Topic).ShouldBe((SubscriptionDifferenceKind.Topic, "payments"));
        difference.Variants.Single(variant => variant.Value is null).ClientIds.ShouldBe(["c2"]);
    }

    [Fact]
    public void Compare_RetryTopicOfClusteringMembersOnly_IsNoDifferenceOfItsOwn()
    {
        var found = SubscriptionCheck.Compare(
        [
            Member("c1", Tag("orders", "*"), Tag("%RETRY%g", "*")),
            Member("c2", Tag("orders", "*")) with { MessageModel = "broadcasting" },
        ]);

        found.ShouldHaveSingleItem().Kind.ShouldBe(SubscriptionDifferenceKind.MessageModel);
        Texts(found[0]).ShouldBe(["broadcasting: c2", "clustering: c1"]);
    }

    [Fact]
    public void Compare_PullBesidePushAndOrderBesideNone_AreDifferences() => SubscriptionCheck
        .Compare(
        [
            Member("c1", Tag("orders", "*")) with { ConsumeType = "pull" },
            Member("c2", Tag("orders", "*")) with { Orderly = true },
        ])
        .Select(difference => difference.Kind)
        .ShouldBe([SubscriptionDifferenceKind.ConsumeType, SubscriptionDifferenceKind.Order]);

    [Fact]
    public void Compare_MemberThatSaidNothing_IsNotCompared() => SubscriptionCheck
        .Compare(
        [
            Member("c1", Tag("orders", "*")),
            new MemberSubscriptions("silent", null, null, null, null, "silent told nothing"),
        ])
        .ShouldBeEmpty();

    [Fact]
    public void Of_Clients_TakesTheGroupsMembershipsAndWhatEachSaysOfItself()
    {
        var running = new RunningInfo(
            false, null, null, null, null, [], [], [Tag("orders", "a")],
            new Dictionary<string, string> { ["PROP_CONSUME_TYPE"] = "CONSUME_PASSIVELY", ["messageModel"] = "CLUSTERING" }, null);
        var heartbeat = (SubscribedTopic[])[Tag("orders", "b")];
        var told = Client("c2", new ClientMembership("g", heartbeat, running, null), new ClientMembership("other", [], null, "x"));
        var silent = Client("c1", new ClientMembership("g", heartbeat, null, "c1 told nothing"));

        var found = SubscriptionCheck.Of("g", new ClientList([told, silent], ["broker-b did not answer"], DateTimeOffset.UnixEpoch));

        found.Members.Select(member => (member.ClientId, member.ConsumeType, member.MessageModel, member.Problem)).ShouldBe(
            [("c1", null, null, "c1 told nothing"), ("c2", "push", "clustering", null)]);
        (found.Silent, found.Differences.Count).ShouldBe((1, 0));
        found.InForce.ShouldBe(heartbeat);
        found.Problems.ShouldBe(["broker-b did not answer"]);
    }

    private static ClientView Client(string id, params ClientMembership[] memberships) =>
        new(id, "127.0.0.1:1", "DOTNET", "V4_9_8", null, memberships, []);

    private static MemberSubscriptions Member(string id, params SubscribedTopic[] topics) =>
        new(id, "push", "clustering", false, topics, null);

    private static SubscribedTopic Tag(string topic, string expression) => new(topic, "TAG", expression);

    private static IEnumerable<string> Texts(SubscriptionDifference difference) =>
        difference.Variants.Select(variant => $"{variant.Value}: {string.Join(' ', variant.ClientIds)}");
}
