using Engine.Client.Consuming.Rebalance;
using Engine.Protocol;
using FsCheck;
using FsCheck.Fluent;

namespace Engine.Tests.Client.Consuming.Rebalance;

[Trait("Behaviour", "E3")]
public sealed class AllocateAveragelyTests
{
    private readonly AllocateAveragely _strategy = new();

    [Theory]
    [InlineData(8, 3, "0-2 3-5 6-7")]
    [InlineData(4, 6, "0-0 1-1 2-2 3-3 - -")]
    [InlineData(10, 4, "0-2 3-5 6-7 8-9")]
    [InlineData(6, 3, "0-1 2-3 4-5")]
    [InlineData(6, 8, "0-0 1-1 2-2 3-3 4-4 5-5 - -")]
    public void Allocate_Table_IsThatOfRocketMq(int queues, int clients, string expected)
    {
        var shares = Clients(clients).Select(client => Share(queues, clients, client)).Select(ids => ids.Length == 0
            ? "-"
            : $"{ids[0]}-{ids[^1]}");

        string.Join(' ', shares).ShouldBe(expected);
    }

    [Fact]
    public void Allocate_NotAMember_GetsNothing() =>
        _strategy.Allocate("g", "stranger", Queues(4), Clients(2)).ShouldBeEmpty();

    [Fact]
    public void Allocate_AnyNumbers_SharesAreDisjointAndComplete() =>
        Prop.ForAll(
            Gen.Choose(0, 64).Zip(Gen.Choose(1, 40)).ToArbitrary(),
            numbers =>
            {
                var all = Clients(numbers.Item2).SelectMany(client => Share(numbers.Item1, numbers.Item2, client));
                all.ShouldBe(Enumerable.Range(0, numbers.Item1));
            }).QuickCheckThrowOnFailure();

    private static MessageQueue[] Queues(int count) => [.. Enumerable.Range(0, count).Select(id => new MessageQueue("T", "broker-a", id))];

    private static string[] Clients(int count) => [.. Enumerable.Range(0, count).Select(i => $"10.0.0.1@{i:D3}")];

    private int[] Share(int queues, int clients, string client) =>
        [.. _strategy.Allocate("g", client, Queues(queues), Clients(clients)).Select(queue => queue.QueueId)];
}
