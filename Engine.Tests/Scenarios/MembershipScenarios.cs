using Engine.Admin.Statistics;
using Engine.Admin.Topics;
using Engine.Client.Consuming;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;

namespace Engine.Tests.Scenarios;

/// <summary>How members of a group come in, share its queues and report their progress.</summary>
public sealed class MembershipScenarios
{
    private const string Topic = "orders";
    private const string Group = "billing";

    private static readonly TimeSpan RouteRefresh = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    [Trait("Behaviour", "A1")]
    public async Task Duties_ATopicIsMissing_HeartbeatsReportsAndRoutesGoOn(Wire wire)
    {
        await using var cluster = await StartAsync(wire, 1, "broker-a");
        var listener = new RecordingListener();
        var options = ScenarioCluster.OptionsOf(Group, Topic) with
        {
            Subscriptions = new Dictionary<string, string> { [Topic] = "*", ["a-late-topic"] = "*" },
            AwaitTerminationWhenShutdown = TimeSpan.Zero,
        };
        var consumer = await cluster.StartConsumerAsync(options, listener);

        for (var round = 1; round <= 2; round++)
        {
            consumer.Resume();
            listener.Hold();
            await cluster.SendAsync(Topic, 1);
            await cluster.Pump.UntilAsync(listener.ReceivedAsync(round), $"message {round}");
            consumer.Suspend();
            listener.Release();
            await cluster.UntilAsync(
                Group, figures => OffsetsOf(figures).SequenceEqual([round]), $"a report of message {round}, with no pull");
        }

        var before = await LastHeartbeatAsync(cluster);
        consumer.Resume();
        await cluster.Admin.CreateTopicAsync(new TopicSettings("a-late-topic", 1), CancellationToken.None);
        await cluster.SendAsync("a-late-topic", 1);
        cluster.Clock.Advance(RouteRefresh);
        await cluster.Pump.UntilAsync(listener.ReceivedAsync(3), "the message of the topic that came late");
        await cluster.Pump.UntilAsync(async () => await LastHeartbeatAsync(cluster) >= before + 29_000, () => "a heartbeat again");
        (await cluster.ReadAsync(Group)).Members.ShouldHaveSingleItem().ClientId.ShouldBe(consumer.ClientId);
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    [Trait("Behaviour", "A2")]
    public async Task Reports_OneOfTwoQueuesIsLost_OnlyTheOneHeldIsReportedOn(Wire wire)
    {
        await using var cluster = await StartAsync(wire, 2, "broker-a");
        var consumer = await cluster.StartConsumerAsync(Group, Topic, new RecordingListener());
        await cluster.SendAsync(Topic, 10);
        await cluster.UntilDrainedAsync(Group, Topic);
        await cluster.Admin.CreateTopicAsync(new TopicSettings(Topic, 1, 6, ["broker-a"]), CancellationToken.None);
        cluster.Clock.Advance(RouteRefresh);
        await cluster.Pump.UntilAsync(() => Task.FromResult(QueuesOf(consumer).Count() == 1), () => "the second queue is given up");
        var broker = new BrokerQuestions(cluster, Group, Topic);

        await broker.CommitAsync(1, 2);

        foreach (var offset in new[] { 2, 3 })
        {
            await broker.CommitAsync(0, offset);
            await cluster.Pump.UntilAsync(async () => await broker.QueryAsync(0) == 5, () => "a new report of the queue held");
        }

        (await broker.QueryAsync(1)).ShouldBe(2, "nothing more is said of a queue that is not held");
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    [Trait("Behaviour", "A3")]
    public async Task Reports_QueuesOnTwoBrokers_GoToTheBrokerOfEach(Wire wire)
    {
        await using var cluster = await StartAsync(wire, 3, "broker-a");
        await cluster.Admin.CreateTopicAsync(new TopicSettings(Topic, 1, 6, ["broker-b"]), CancellationToken.None);
        await cluster.StartConsumerAsync(Group, Topic, new RecordingListener());
        await cluster.SendAsync(Topic, 20);

        await cluster.UntilDrainedAsync(Group, Topic);

        (await StoredAtAsync(cluster, "broker-a")).ShouldBe(new Dictionary<int, long> { [0] = 5, [1] = 5, [2] = 5 }, ignoreOrder: true);
        (await StoredAtAsync(cluster, "broker-b")).ShouldBe(new Dictionary<int, long> { [0] = 5 });
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    [Trait("Behaviour", "E1")]
    public async Task Start_OnlyNameServersKnown_TheMemberFindsBrokersGroupAndOffsetsWithoutAnyClock(Wire wire)
    {
        await using var cluster = await StartAsync(wire, 2);
        await cluster.SendAsync(Topic, 20);
        await new BrokerQuestions(cluster, Group, Topic).CommitAsync(1, 3);
        var listener = new RecordingListener();

        var consumer = await cluster.StartConsumerAsync(Group, Topic, listener);

        await ClockPump.UntilStillAsync(() => listener.Received.Count == 17, "what no offset says is consumed");
        QueuesOf(consumer).Select(queue => (queue.BrokerName, queue.QueueId))
            .ShouldBe([("broker-a", 0), ("broker-a", 1), ("broker-b", 0), ("broker-b", 1)]);
        listener.Places.Where(place => place.Queue == new MessageQueue(Topic, "broker-a", 1)).Select(place => place.Offset).Order()
            .ShouldBe([3, 4]);
        (await cluster.ReadAsync(Group)).Members.ShouldHaveSingleItem().ClientId.ShouldBe(consumer.ClientId);
    }

    [Theory]
    [InlineData(Wire.InProcess, MessageModel.Clustering)]
    [InlineData(Wire.InProcess, MessageModel.Broadcasting)]
    [InlineData(Wire.Codec, MessageModel.Clustering)]
    [InlineData(Wire.Codec, MessageModel.Broadcasting)]
    [Trait("Behaviour", "E2")]
    public async Task Rebalance_SecondMemberAndMoreQueues_SharedInOrderOrTakenWholeByBoth(Wire wire, MessageModel model)
    {
        await using var cluster = await StartAsync(wire, 2, "broker-a");
        var options = ScenarioCluster.OptionsOf(Group, Topic) with { MessageModel = model };
        await cluster.StartConsumerAsync(options with { InstanceName = "1st" }, new RecordingListener());
        await cluster.StartConsumerAsync(options with { InstanceName = "2nd" }, new RecordingListener());
        var isShared = model == MessageModel.Clustering;

        await UntilHeldAsync(cluster, isShared ? [[0], [1]] : [[0, 1], [0, 1]]);

        await cluster.Admin.CreateTopicAsync(new TopicSettings(Topic, 4, 6, ["broker-a"]), CancellationToken.None);
        cluster.Clock.Advance(RouteRefresh);
        await UntilHeldAsync(cluster, isShared ? [[0, 1], [2, 3]] : [[0, 1, 2, 3], [0, 1, 2, 3]]);
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    [Trait("Behaviour", "E4")]
    public async Task Handover_SecondMemberComes_TakesItsQueueOverWithoutAnyClock(Wire wire)
    {
        await using var cluster = await StartAsync(wire, 2, "broker-a");
        var (first, second) = (new RecordingListener(), new RecordingListener());
        var options = ScenarioCluster.OptionsOf(Group, Topic);
        var leaving = await cluster.StartConsumerAsync(options with { InstanceName = "1st" }, first);
        await cluster.SendAsync(Topic, 10);
        await ClockPump.UntilStillAsync(() => leaving.Statistics is { ConsumedOk: 10, CachedMessages: 0 }, "ten messages are consumed");

        await cluster.StartConsumerAsync(options with { InstanceName = "2nd" }, second);
        await ClockPump.UntilStillAsync(() => QueuesOf(leaving).Count() == 1, "a queue is handed over");
        await ClockPump.UntilStillAsync(
            async () => OffsetsOf(await cluster.ReadAsync(Group)).Last() == 5, "the offset of the queue that was given up");

        await cluster.SendAsync(Topic, 10);
        await cluster.UntilDrainedAsync(Group, Topic);

        // It may have asked for the offset before the first one reported it: then it reads from 0.
        second.Places.ShouldAllBe(place => place.Queue.QueueId == 1);
        second.Places.Select(place => place.Offset).Where(offset => offset >= 5).Order().ShouldBe([5, 6, 7, 8, 9]);
        first.Received.Count.ShouldBe(15);
    }

    private static Task<ScenarioCluster> StartAsync(Wire wire, int queues, params string[] brokers) =>
        ScenarioCluster.StartAsync(wire, new TopicSettings(Topic, queues, 6, brokers.Length == 0 ? null : brokers));

    /// <summary>When broker-a last heard of the producer that first sent, ms since 1970.</summary>
    private static async Task<long> LastHeartbeatAsync(ScenarioCluster cluster)
    {
        var answer = await cluster.AskBrokerAsync(RemotingCommand.Request(RequestCode.GetAllProducerInfo));
        answer.Code.ShouldBe(ResponseCode.Success, answer.Remark);
        return answer.ReadBody<ProducerTableBody>().Data["producers"].Min(producer => producer.LastUpdateTimestamp);
    }

    private static async Task<IReadOnlyDictionary<int, long>> StoredAtAsync(ScenarioCluster cluster, string broker) =>
        (await cluster.Admin.ReadOffsetFileAsync(broker, CancellationToken.None)).ToTable()[$"{Topic}@{Group}"];

    private static IEnumerable<long?> OffsetsOf(GroupFigures figures) =>
        ScenarioCluster.OfTopic(figures, Topic).Select(queue => queue.ConsumerOffset);

    private static IEnumerable<MessageQueue> QueuesOf(PushConsumer consumer) =>
        consumer.AssignedQueues.Where(queue => queue.Topic == Topic);

    private static Task UntilHeldAsync(ScenarioCluster cluster, int[][] expected) => cluster.Pump.UntilAsync(
        () => Task.FromResult(cluster.Consumers.Zip(expected).All(
            pair => QueuesOf(pair.First).Select(queue => queue.QueueId).SequenceEqual(pair.Second))),
        () => $"the members hold {string.Join(" and ", expected.Select(ids => string.Join(",", ids)))}");
}
