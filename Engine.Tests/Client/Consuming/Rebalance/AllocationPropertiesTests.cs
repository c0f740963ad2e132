using Engine.Client.Consuming.Rebalance;
using Engine.Protocol;
using FsCheck;
using FsCheck.Fluent;

namespace Engine.Tests.Client.Consuming.Rebalance;

/// <summary>What must hold of any group and topic.</summary>
[Trait("Behaviour", "E3")]
public sealed class AllocationPropertiesTests
{
    private static readonly Arbitrary<(int Queues, int Clients)> Sizes =
        Gen.Choose(0, 64).Zip(Gen.Choose(1, 40)).Select(pair => (pair.Item1, pair.Item2)).ToArbitrary();

    public static TheoryData<IAllocateStrategy> Sharing =>
    [
        new AllocateAveragely(),
        new AllocateAveragelyByCircle(),
        new AllocateByMachineRoom(["room0", "room1", "room2"]),
        new AllocateConsistentHash(),
        new AllocateMachineRoomNearby(new AllocateAveragely(), RoomOf, RoomOf),
    ];

    [Theory]
    [MemberData(nameof(Sharing))]
    public void Allocate_AnyGroup_SharesAreDisjointAndComplete(IAllocateStrategy strategy) =>
        Prop.ForAll(
            Sizes,
            sizes =>
            {
                var queues = Queues(sizes.Queues);
                var shares = Shares.Of(strategy, queues, Clients(sizes.Clients));
                shares.SelectMany(share => share).Order().ShouldBe(queues);
            }).QuickCheckThrowOnFailure();

    [Theory]
    [MemberData(nameof(Sharing))]
    public void Allocate_AskedAgain_SaysTheSame(IAllocateStrategy strategy) =>
        Prop.ForAll(
            Sizes,
            sizes =>
            {
                var (queues, clients) = (Queues(sizes.Queues), Clients(sizes.Clients));
                Shares.Text(Shares.Of(strategy, queues, clients)).ShouldBe(Shares.Text(Shares.Of(strategy, [.. queues], [.. clients])));
            }).QuickCheckThrowOnFailure();

    [Theory]
    [MemberData(nameof(Sharing))]
    public void Allocate_NotAMember_GetsNothing(IAllocateStrategy strategy)
    {
        strategy.Allocate("g", "room0@stranger", Queues(9), Clients(3)).ShouldBeEmpty();

        strategy.ExplainIdle("room0@stranger", Queues(9), Clients(3)).ShouldBe("idle: not a member of the group");
    }

    [Theory]
    [MemberData(nameof(Sharing))]
    public void Allocate_NoQueues_GivesNothing(IAllocateStrategy strategy)
    {
        strategy.Allocate("g", Clients(3)[1], [], Clients(3)).ShouldBeEmpty();

        strategy.ExplainIdle(Clients(3)[1], [], Clients(3)).ShouldBe("idle: the topic has no queues");
    }

    [Fact]
    public void ConsistentHash_MemberLeaves_OnlyItsQueuesMove() =>
        Prop.ForAll(
            Sizes,
            Gen.Choose(0, 39).ToArbitrary(),
            (sizes, leaver) =>
            {
                var before = Clients(sizes.Clients + 1);
                var gone = before[leaver % before.Length];
                var owners = Owners(Queues(sizes.Queues), before);
                var after = Owners(Queues(sizes.Queues), [.. before.Where(client => client != gone)]);
                owners.Where(pair => pair.Value != gone).ShouldAllBe(pair => after[pair.Key] == pair.Value);
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void ConsistentHash_MemberComes_OnlyItTakesQueues() =>
        Prop.ForAll(
            Sizes,
            sizes =>
            {
                var clients = Clients(sizes.Clients);
                var before = Owners(Queues(sizes.Queues), clients);
                var after = Owners(Queues(sizes.Queues), [.. clients, "zz@newcomer"]);
                after.Where(pair => pair.Value != "zz@newcomer").ShouldAllBe(pair => before[pair.Key] == pair.Value);
            }).QuickCheckThrowOnFailure();

    private static Dictionary<MessageQueue, string> Owners(IReadOnlyList<MessageQueue> queues, IReadOnlyList<string> clients)
    {
        var strategy = new AllocateConsistentHash();
        var owned = from client in clients
                    from queue in strategy.Allocate("g", client, queues, clients)
                    select (queue, client);
        return owned.ToDictionary(pair => pair.queue, pair => pair.client);
    }

    /// <summary>Queues over brokers of three rooms, sorted as a rebalance sorts them.</summary>
    private static MessageQueue[] Queues(int count) =>
        [.. Enumerable.Range(0, count).Select(i => new MessageQueue("T", $"room{i % 3}@broker", i / 3)).Order()];

    /// <summary>Members in two of the three rooms, and one more.</summary>
    private static string[] Clients(int count) =>
        [.. Enumerable.Range(0, count).Select(i => $"room{(i % 2) + 1}@{i:D3}").Order(StringComparer.Ordinal)];

    private static string RoomOf(MessageQueue queue) => queue.BrokerName.Split('@')[0];

    private static string RoomOf(string clientId) => clientId.Split('@')[0];
}
