using Engine.Admin.Groups;
using Engine.Admin.Statistics;
using Engine.Protocol;
using Engine.Protocol.Bodies;

namespace Engine.Tests.Admin.Statistics;

public sealed class GroupStateRuleTests
{
    private static readonly DateTimeOffset Now = new(2024, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Theory]
    [InlineData(false, 0, 0, null, GroupState.Disabled, "Consumption of this group is switched off on a broker.")]
    [InlineData(false, 2, 0, 1.0, GroupState.Disabled, "Consumption of this group is switched off on a broker.")]
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
        var group = new GroupFigures(
            "orders",
            enabled,
            MessageModel.Clustering,
            members == 0 ? null : ConsumeType.Passively,
            secondsSinceChange is { } seconds ? Now.AddSeconds(-seconds) : null,
            [.. Enumerable.Range(0, members).Select(id => new GroupMemberView($"client-{id}", "127.0.0.1:1", "DOTNET", "V4_9_8"))],
            [.. Enumerable.Range(0, 3).Select(id => Queue(id, owned: id >= ownerless))],
            Now);

        GroupStateRule.Decide(group, Now).ShouldBe(new GroupStateReason(state, reason));
    }

    private static QueueFigures Queue(int id, bool owned) =>
        new(new MessageQueue("orders", "broker-a", id), 0, 0, null, null, null, null, owned ? "client-0" : null);
}
