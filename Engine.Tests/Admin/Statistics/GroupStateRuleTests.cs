using Engine.Admin.Groups;
using Engine.Admin.Statistics;
using Engine.Protocol;
using Engine.Protocol.Bodies;

namespace Engine.Tests.Admin.Statistics;

public sealed class GroupStateRuleTests
{
    private const string Stand = "2 queues make no progress.";
    private const string Still = "and no queue moved within the last minute.";

    private static readonly DateTimeOffset Now = VerdictCase.Now;

    [Theory]
    [InlineData(false, 0, 0, null, GroupState.Disabled, "Consumption of this group is switched off on broker-a, broker-b.")]
    [InlineData(false, 2, 0, 1.0, GroupState.Disabled, "Consumption of this group is switched off on broker-a, broker-b.")]
    [InlineData(true, 0, 3, 1.0, GroupState.Offline, "No consumer of this group is connected.")]
    [InlineData(true, 2, 1, 0.0, GroupState.Rebalancing, "Members changed 0 s ago and 1 queue has no owner yet.")]
    [InlineData(true, 2, 2, 19.999, GroupState.Rebalancing, "Members changed 19 s ago and 2 queues have no owner yet.")]
    [InlineData(true, 2, 2, 20.0, GroupState.Consuming, "2 consumers share 3 queues; 2 queues have no owner.")]
    [InlineData(true, 2, 1, null, GroupState.Consuming, "2 consumers share 3 queues; 1 queue has no owner.")]
    [InlineData(true, 2, 0, 1.0, GroupState.Consuming, "2 consumers share 3 queues.")]
    [InlineData(true, 1, 0, 1.0, GroupState.Consuming, "1 consumer reads 3 queues.")]
    public void Decide_Figures_GivesTheStateWithASentence(
        bool enabled, int members, int ownerless, double? secondsSinceChange, GroupState state, string reason)
    {
        GroupStateRule.Decide(Group(enabled, members, ownerless, secondsSinceChange), Now).ShouldBe(new GroupStateReason(state, reason));
    }

    [Theory]
    [InlineData(true, 1, 0, null, 1, 32, false, GroupState.Stuck, "1 consumer has 32 messages in hand, " + Still)]
    [InlineData(true, 2, 1, 20.0, 3, 1, false, GroupState.Stuck, "2 consumers have 1 message in hand, " + Still)]
    [InlineData(true, 2, 0, null, 1, 32, true, GroupState.Consuming, "2 consumers share 3 queues; 1 queue makes no progress.")]
    [InlineData(true, 2, 1, null, 2, 0, false, GroupState.Consuming, "2 consumers share 3 queues; 1 queue has no owner; " + Stand)]
    [InlineData(true, 2, 1, 19.0, 1, 32, false, GroupState.Rebalancing, "Members changed 19 s ago and 1 queue has no owner yet.")]
    [InlineData(true, 0, 3, null, 1, 32, false, GroupState.Offline, "No consumer of this group is connected.")]
    [InlineData(false, 1, 0, null, 1, 32, false, GroupState.Disabled, "Consumption of this group is switched off on broker-a, broker-b.")]
    public void Decide_QueuesWithoutProgress_IsStuckWhenMessagesAreInHandAndNothingMoves(
        bool enabled,
        int members,
        int ownerless,
        double? secondsSinceChange,
        int stalled,
        long inFlight,
        bool hasMoved,
        GroupState state,
        string reason) =>
        GroupStateRule.Decide(Group(enabled, members, ownerless, secondsSinceChange), Now, new GroupStall(stalled, inFlight, hasMoved))
            .ShouldBe(new GroupStateReason(state, reason));

    [Theory]
    [InlineData(1.0)]
    [InlineData(null)]
    public void Decide_TopicGivenUp_IsNoHandOver(double? secondsSinceChange)
    {
        var group = Group(enabled: true, members: 2, ownerless: 2, secondsSinceChange) with
        {
            SubscribedTopics = new HashSet<string> { "payments" },
        };

        GroupStateRule.Decide(group, Now).ShouldBe(new GroupStateReason(
            GroupState.Consuming, "2 consumers share 1 queue; the latest heartbeat does not subscribe the topics of 2 queues."));
    }

    [Theory]
    [InlineData(60.0, true, "the other queue moved 60 s ago")]
    [InlineData(60.001, false, "the other queue moved longer ago")]
    public void GroupStall_OneQueueStalled_LooksWhetherAnotherMoved(double movedAgo, bool moved, string because)
    {
        var still = new VerdictCase { Pulled = 1032, Samples = [(70, 1000, 900), (60, 1000, 950), (0, 1000, 1000)] };
        var quiet = new VerdictCase { Consumer = 2000, Samples = [(movedAgo, 1999, 1), (5, 2000, 0), (0, 2000, 0)] };

        var stall = GroupStall.Of([Standing(still), Standing(quiet)], Now);

        stall.ShouldBe(new GroupStall(1, 32, moved), because);
        GroupStall.Of([Standing(quiet)], Now).ShouldBe(default);
    }

    private static QueueStanding Standing(VerdictCase given) => QueueStanding.Of(given.Group, given.Queue, [], given.Consumed);

    private static GroupFigures Group(bool enabled, int members, int ownerless, double? secondsSinceChange) => new(
        "orders",
        enabled ? [] : ["broker-a", "broker-b"],
        MessageModel.Clustering,
        members == 0 ? null : ConsumeType.Passively,
        secondsSinceChange is { } seconds ? Now.AddSeconds(-seconds) : null,
        [.. Enumerable.Range(0, members).Select(id => new GroupMemberView($"client-{id}", "127.0.0.1:1", "DOTNET", "V4_9_8"))],
        [.. Enumerable.Range(0, 3).Select(id => Queue(id, owned: id >= ownerless))],
        Now);

    private static QueueFigures Queue(int id, bool owned) =>
        new(new MessageQueue("orders", "broker-a", id), 0, 0, null, null, null, null, owned ? "client-0" : null);
}
