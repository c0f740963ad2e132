using Engine.Admin.Topics;
using Engine.Client.Consuming;
using Engine.Client.Consuming.Rebalance;
using Engine.Protocol;

namespace Engine.Tests.Scenarios;

[Trait("Behaviour", "E3")]
public sealed class AllocationScenarios
{
    private const string Topic = "orders";
    private const string Group = "billing";

    private static readonly MessageQueue[] AllQueues =
    [
        .. from broker in new[] { "broker-a", "broker-b" }
           from id in Enumerable.Range(0, 3)
           select new MessageQueue(Topic, broker, id),
    ];

    /// <summary>How many queues of six each of three members has, the most first; with consistent hashing the client ids decide.</summary>
    public static TheoryData<Wire, IAllocateStrategy, int[]?> Strategies()
    {
        var data = new TheoryData<Wire, IAllocateStrategy, int[]?>();
        foreach (var wire in Enum.GetValues<Wire>())
        {
            data.Add(wire, new AllocateAveragely(), [2, 2, 2]);
            data.Add(wire, new AllocateAveragelyByCircle(), [2, 2, 2]);
            data.Add(wire, new AllocateConsistentHash(), null);
            data.Add(wire, new AllocateMachineRoomNearby(new AllocateAveragely(), queue => queue.BrokerName, _ => "elsewhere"), [2, 2, 2]);
        }

        return data;
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    public async Task EightMembers_SixQueuesOnTwoBrokers_TwoStayIdleAndSaySoUntilOneIsNeeded(Wire wire)
    {
        await using var cluster = await StartAsync(wire);
        var strategy = new AllocateAveragely();
        var members = await MembersAsync(cluster, 8, ScenarioCluster.OptionsOf(Group, Topic));
        await UntilSharedAsync(cluster, members, strategy);

        Lengths(members).ShouldBe([1, 1, 1, 1, 1, 1, 0, 0]);
        var idle = members.Where(member => Queues(member).Length == 0).ToList();
        idle.ShouldAllBe(member => member.IdleTopics[Topic] == "idle: more consumers than queues");
        members.Except(idle).ShouldAllBe(member => !member.IdleTopics.ContainsKey(Topic));
        var leaving = members.First(member => Queues(member).Length == 1);
        await cluster.StopAsync(leaving);
        members.Remove(leaving);

        await UntilSharedAsync(cluster, members, strategy);
        Lengths(members).ShouldBe([1, 1, 1, 1, 1, 1, 0]);
    }

    [Theory]
    [MemberData(nameof(Strategies))]
    public async Task ThreeMembers_SixQueuesOnTwoBrokers_ShareThemAll(Wire wire, IAllocateStrategy strategy, int[]? expected)
    {
        await using var cluster = await StartAsync(wire);
        var members = await MembersAsync(cluster, 3, ScenarioCluster.OptionsOf(Group, Topic) with { AllocateStrategy = strategy });

        await UntilSharedAsync(cluster, members, strategy);

        members.SelectMany(Queues).Order().ShouldBe(AllQueues);
        if (expected is not null)
            Lengths(members).ShouldBe(expected);
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    public async Task TwoMembers_ConfiguredByHand_TakeWhatTheyWereGiven(Wire wire)
    {
        await using var cluster = await StartAsync(wire);
        var options = ScenarioCluster.OptionsOf(Group, Topic);
        var (left, right) = (new RecordingListener(), new RecordingListener());
        MessageQueue[] onA = [.. Enumerable.Range(0, 3).Select(id => new MessageQueue(Topic, "broker-a", id))];
        MessageQueue[] onB = [.. Enumerable.Range(0, 3).Select(id => new MessageQueue(Topic, "broker-b", id))];
        await cluster.StartConsumerAsync(options with { AllocateStrategy = new AllocateByConfig(onA) }, left);
        await cluster.StartConsumerAsync(options with { AllocateStrategy = new AllocateByConfig(onB) }, right);

        await cluster.SendAsync(Topic, 12);
        await cluster.Pump.UntilAsync(Task.WhenAll(left.ReceivedAsync(6), right.ReceivedAsync(6)), "six messages at each member");

        left.Places.ShouldAllBe(place => place.Queue.BrokerName == "broker-a");
        right.Places.ShouldAllBe(place => place.Queue.BrokerName == "broker-b");
    }

    private static Task<ScenarioCluster> StartAsync(Wire wire) =>
        ScenarioCluster.StartAsync(wire, new TopicSettings(Topic, 3));

    private static async Task<List<PushConsumer>> MembersAsync(ScenarioCluster cluster, int count, PushConsumerOptions options)
    {
        var members = new List<PushConsumer>();
        while (members.Count < count)
            members.Add(await cluster.StartConsumerAsync(options, new RecordingListener()));

        return members;
    }

    private static MessageQueue[] Queues(PushConsumer member) => [.. member.AssignedQueues.Where(queue => queue.Topic == Topic)];

    private static IEnumerable<int> Lengths(IEnumerable<PushConsumer> members) =>
        members.Select(member => Queues(member).Length).OrderDescending();

    /// <summary>Waits until every member has the share of a member that knows all the others: from here on none changes.</summary>
    private static Task UntilSharedAsync(ScenarioCluster cluster, IReadOnlyList<PushConsumer> members, IAllocateStrategy strategy)
    {
        string[] ids = [.. members.Select(member => member.ClientId).Order(StringComparer.Ordinal)];
        return cluster.UntilAsync(
            Group,
            _ => members.All(member =>
                Queues(member).SequenceEqual(strategy.Allocate(Group, member.ClientId, AllQueues, ids))
                && member.IdleTopics.ContainsKey(Topic) == (Queues(member).Length == 0)),
            () => $"every member with its share; they have {string.Join(", ", members.Select(member => Queues(member).Length))}");
    }
}
