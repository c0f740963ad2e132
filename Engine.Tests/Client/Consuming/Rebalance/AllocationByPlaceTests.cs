using Engine.Client.Consuming.Rebalance;
using Engine.Protocol;

namespace Engine.Tests.Client.Consuming.Rebalance;

/// <summary>The strategies that are told something, and why a member may stay idle.</summary>
[Trait("Behaviour", "E3")]
public sealed class AllocationByPlaceTests
{
    private static readonly string[] Clients = Shares.Clients(2);

    [Fact]
    public void ByConfig_SomeQueuesOfTheTopic_AreTakenAsConfigured()
    {
        var strategy = new AllocateByConfig([new("TopicA", "broker-a", 2), new("Other", "broker-a", 0), new("TopicA", "broker-a", 9)]);

        strategy.Allocate("g", Clients[1], Shares.Queues(4), Clients).ShouldBe([new MessageQueue("TopicA", "broker-a", 2)]);
    }

    [Fact]
    public void ByConfig_NoneOfTheTopic_SaysSo()
    {
        var strategy = new AllocateByConfig([new("Other", "broker-a", 0)]);

        strategy.Allocate("g", Clients[0], Shares.Queues(4), Clients).ShouldBeEmpty();
        strategy.ExplainIdle(Clients[0], Shares.Queues(4), Clients)
            .ShouldBe("idle: none of the topic's queues is configured for this consumer");
    }

    [Theory]
    [InlineData("room1@b", "0 / 1")]
    [InlineData("room2@b", "- / -")]
    [InlineData("room1", "- / -")]
    [InlineData("room1@", "- / -")]
    [InlineData("room1@b@", "0 / 1")]
    [InlineData("room1@b@c", "- / -")]
    public void ByMachineRoom_BrokerName_CountsWhenItNamesARoom(string broker, string expected) =>
        Shares.Text(Shares.Of(new AllocateByMachineRoom(["room1"]), Shares.Queues(2, broker), Clients)).ShouldBe(expected);

    [Fact]
    public void ByMachineRoom_Idle_TellsNoQueueFromTooFew()
    {
        IAllocateStrategy strategy = new AllocateByMachineRoom(["room1"]);

        strategy.ExplainIdle(Clients[0], Shares.Queues(2, "room2@b"), Clients)
            .ShouldBe("idle: no queue is in the configured machine rooms");
        strategy.ExplainIdle(Clients[1], Shares.Queues(1, "room1@b"), Clients)
            .ShouldBe("idle: more consumers than queues in the configured machine rooms");
    }

    [Fact]
    public void Nearby_RoomWithMembersAndRoomWithout_IsSharedAtHomeAndByAll()
    {
        MessageQueue[] queues = [.. Shares.Queues(3, "r1@b"), .. Shares.Queues(2, "r2@b"), .. Shares.Queues(4, "r3@b")];
        string[] clients = ["r1@x", "r1@y", "r2@z"];

        var shares = Shares.Of(Nearby(), queues, clients);

        shares.Select(share => string.Join(' ', share.Select(queue => $"{queue.BrokerName[..2]}/{queue.QueueId}")))
            .ShouldBe(["r1/0 r1/1 r3/0 r3/1", "r1/2 r3/2", "r2/0 r2/1 r3/3"]);
    }

    [Fact]
    public void Nearby_RoomUnknown_IsAFailureThatNamesIt() =>
        Should.Throw<ArgumentException>(() => Nearby().Allocate("g", "r1@x", Shares.Queues(1, "@b"), ["r1@x"]))
            .Message.ShouldContain("TopicA @b Q0");

    [Fact]
    public void Nearby_Name_NamesTheStrategyInside() => Nearby().Name.ShouldBe("MACHINE_ROOM_NEARBY-AVG");

    [Fact]
    public void Averagely_MoreMembersThanQueues_SaysSo()
    {
        IAllocateStrategy strategy = new AllocateAveragely();

        strategy.ExplainIdle(Clients[1], Shares.Queues(1), Clients).ShouldBe("idle: more consumers than queues");
    }

    [Fact]
    public void ConsistentHash_NothingFallsToIt_SaysSo()
    {
        var three = Shares.Clients(3);
        IAllocateStrategy strategy = new AllocateConsistentHash();

        strategy.Allocate("g", three[1], Shares.Queues(8), three).ShouldBeEmpty();
        strategy.ExplainIdle(three[1], Shares.Queues(8), three).ShouldBe("idle: no queue falls to its places on the hash ring");
    }

    private static AllocateMachineRoomNearby Nearby() =>
        new(new AllocateAveragely(), queue => queue.BrokerName.Split('@')[0], client => client.Split('@')[0]);
}
