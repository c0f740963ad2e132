using Engine.Client.Consuming.Rebalance;
using Engine.Protocol;

namespace Engine.Tests.Client.Consuming.Rebalance;

/// <summary>RocketMQ's results: rows by hand, and every case of 1 to 8 members and 1 to 16 queues against a plain retelling.</summary>
[Trait("Behaviour", "E3")]
public sealed class AllocationTableTests
{
    private const string Room = "room1@broker-a";

    [Theory]
    [InlineData(8, 3, "0,1,2 / 3,4,5 / 6,7")]
    [InlineData(4, 6, "0 / 1 / 2 / 3 / - / -")]
    [InlineData(10, 4, "0,1,2 / 3,4,5 / 6,7 / 8,9")]
    [InlineData(6, 3, "0,1 / 2,3 / 4,5")]
    [InlineData(6, 8, "0 / 1 / 2 / 3 / 4 / 5 / - / -")]
    [InlineData(16, 5, "0,1,2,3 / 4,5,6 / 7,8,9 / 10,11,12 / 13,14,15")]
    public void Averagely_Row_IsThatOfRocketMq(int queues, int clients, string expected) =>
        Row(new AllocateAveragely(), Shares.Queues(queues), clients).ShouldBe(expected);

    [Theory]
    [InlineData(8, 3, "0,3,6 / 1,4,7 / 2,5")]
    [InlineData(4, 6, "0 / 1 / 2 / 3 / - / -")]
    [InlineData(10, 4, "0,4,8 / 1,5,9 / 2,6 / 3,7")]
    [InlineData(6, 8, "0 / 1 / 2 / 3 / 4 / 5 / - / -")]
    public void ByCircle_Row_IsThatOfRocketMq(int queues, int clients, string expected) =>
        Row(new AllocateAveragelyByCircle(), Shares.Queues(queues), clients).ShouldBe(expected);

    [Theory]
    [InlineData(8, 3, "0,1,6 / 2,3,7 / 4,5")]
    [InlineData(4, 6, "0 / 1 / 2 / 3 / - / -")]
    [InlineData(10, 4, "0,1,8 / 2,3,9 / 4,5 / 6,7")]
    public void ByMachineRoom_Row_IsThatOfRocketMq(int queues, int clients, string expected) =>
        Row(new AllocateByMachineRoom(["room1"]), Shares.Queues(queues, Room), clients).ShouldBe(expected);

    [Theory]
    [InlineData(8, 3, "0,1 / - / 2,3,4,5,6,7")]
    public void ConsistentHash_Row_IsThatOfRocketMq(int queues, int clients, string expected) =>
        Row(new AllocateConsistentHash(), Shares.Queues(queues), clients).ShouldBe(expected);

    [Fact]
    public void Averagely_EveryCase_IsRunsOfEvenLength() => EveryCase(new AllocateAveragely(), "broker-a", (queues, clients) =>
    {
        var lengths = new int[clients.Length];
        for (var queue = 0; queue < queues.Length; queue++)
            lengths[queue % clients.Length]++;

        return Cut(queues, lengths);
    });

    [Fact]
    public void ByCircle_EveryCase_IsDealtLikeCards() => EveryCase(new AllocateAveragelyByCircle(), "broker-a", (queues, clients) =>
    {
        var hands = clients.Select(_ => new List<MessageQueue>()).ToArray();
        foreach (var queue in queues)
            hands[queue.QueueId % clients.Length].Add(queue);

        return hands;
    });

    [Fact]
    public void ByMachineRoom_EveryCase_IsEqualRunsAndOneMoreForTheFirst() =>
        EveryCase(new AllocateByMachineRoom(["room1"]), Room, (queues, clients) =>
        {
            var expected = Cut(queues, [.. clients.Select(_ => queues.Length / clients.Length)]);
            var rest = queues[(queues.Length / clients.Length * clients.Length)..];
            for (var i = 0; i < rest.Length; i++)
                expected[i].Add(rest[i]);

            return expected;
        });

    [Fact]
    public void ConsistentHash_EveryCase_IsTheNearestPlaceBehind() =>
        EveryCase(new AllocateConsistentHash(), "broker-a", (queues, clients) =>
            [.. clients.Select(client => queues.Where(queue => NearestTo(queue, clients) == client).ToList())]);

    private static void EveryCase(
        IAllocateStrategy strategy,
        string broker,
        Func<MessageQueue[], string[], IReadOnlyList<IReadOnlyList<MessageQueue>>> retold)
    {
        for (var clients = 1; clients <= 8; clients++)
        {
            for (var queues = 1; queues <= 16; queues++)
            {
                var all = Shares.Queues(queues, broker);
                var expected = Shares.Text(retold(all, Shares.Clients(clients)));
                Row(strategy, all, clients).ShouldBe(expected, $"{clients} members, {queues} queues");
            }
        }
    }

    private static string Row(IAllocateStrategy strategy, IReadOnlyList<MessageQueue> queues, int clients) =>
        Shares.Text(Shares.Of(strategy, queues, Shares.Clients(clients)));

    private static List<MessageQueue>[] Cut(MessageQueue[] queues, int[] lengths)
    {
        var next = 0;
        return [.. lengths.Select(length => queues[next..(next += length)].ToList())];
    }

    /// <summary>The member whose place is reached first when one walks up from the queue's hash, round the end.</summary>
    private static string NearestTo(MessageQueue queue, string[] members)
    {
        var from = Md5Head($"MessageQueue [topic={queue.Topic}, brokerName={queue.BrokerName}, queueId={queue.QueueId}]");
        return members.MinBy(member => Enumerable.Range(0, 10).Min(k => unchecked(Md5Head($"{member}-{k}") - from)))!;
    }

    private static uint Md5Head(string text)
    {
        var digest = System.Security.Cryptography.MD5.HashData(System.Text.Encoding.UTF8.GetBytes(text));
        return Convert.ToUInt32(Convert.ToHexString(digest)[..8], 16);
    }
}
