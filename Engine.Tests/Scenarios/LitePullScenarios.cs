using Engine.Admin.Statistics;
using Engine.Admin.Topics;
using Engine.Client.Consuming.Lite;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Messages;

namespace Engine.Tests.Scenarios;

/// <summary>A consumer whose application polls: subscribe or assign, seek, pause, commit.</summary>
public sealed class LitePullScenarios
{
    private const string Topic = "orders";
    private const string Group = "pollers";

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    public async Task Subscribe_TwoMembers_ShareTheQueuesAndCommitWhatTheyPolledBefore(Wire wire)
    {
        await using var cluster = await StartAsync(wire, queues: 4);
        await cluster.SendAsync(Topic, 80);
        await using var one = await SubscribedAsync(cluster, autoCommit: true);
        await using var two = await SubscribedAsync(cluster, autoCommit: true);
        await cluster.Pump.UntilAsync(() => Task.FromResult(one.Assignment.Count == 4 && two.Assignment.Count == 4), () => "equal shares");

        var polled = new List<MessageExt>();
        await cluster.Pump.UntilAsync(
            async () =>
            {
                polled.AddRange(await one.PollAsync(TimeSpan.Zero, CancellationToken.None));
                polled.AddRange(await two.PollAsync(TimeSpan.Zero, CancellationToken.None));
                return polled.Count >= 80;
            },
            () => $"all messages; {polled.Count} came");
        await cluster.Pump.UntilAsync(
            async () =>
            {
                // A poll says that the ones before are done; the offsets are reported every 5 s.
                await one.PollAsync(TimeSpan.Zero, CancellationToken.None);
                await two.PollAsync(TimeSpan.Zero, CancellationToken.None);
                return ScenarioCluster.OfTopic(await cluster.ReadAsync(Group), Topic).All(queue => QueueLag.Of(queue) == 0);
            },
            () => "everything is committed");

        polled.Select(message => BitConverter.ToInt32(message.Body.Span)).Order().ShouldBe(Enumerable.Range(0, 80));
    }

    [Fact]
    public async Task Commit_ByHand_StoresWhatWasPolledAndNothingElse()
    {
        await using var cluster = await StartAsync(Wire.Codec, queues: 1);
        await cluster.SendAsync(Topic, 30);
        var queue = new MessageQueue(Topic, "broker-a", 0);
        await using var consumer = await AssignedAsync(cluster, [queue]);
        (await PollSomeAsync(cluster, consumer)).Count.ShouldBe(10);
        (await consumer.CommittedAsync(queue, CancellationToken.None)).ShouldBeNull("a young queue does not count as committed at 0");

        await consumer.CommitAsync(CancellationToken.None);
        (await CommittedAsync(cluster)).ShouldBe(10);
        (await PollSomeAsync(cluster, consumer)).Count.ShouldBe(10);
        await consumer.StopAsync(CancellationToken.None);

        (await CommittedAsync(cluster)).ShouldBe(10, "what was polled and not committed comes again");
    }

    [Fact]
    [Trait("Behaviour", "E4")]
    public async Task Commit_OfTheOwnerBeforeComesLate_IsNotLoweredByWhoOnlyReadTheOffset()
    {
        await using var cluster = await StartAsync(Wire.Codec, queues: 1);
        await cluster.SendAsync(Topic, 30);
        var queue = new MessageQueue(Topic, "broker-a", 0);
        await using var before = await AssignedAsync(cluster, [queue]);
        (await PollSomeAsync(cluster, before)).Count.ShouldBe(10);
        await before.CommitAsync(CancellationToken.None);
        await using var after = await AssignedAsync(cluster, [queue]);
        (await PollSomeAsync(cluster, before)).Count.ShouldBe(10);
        await before.CommitAsync(CancellationToken.None);
        (await after.CommittedAsync(queue, CancellationToken.None)).ShouldBe(20);

        var end = cluster.Clock.GetUtcNow() + TimeSpan.FromSeconds(30);
        await cluster.Pump.UntilAsync(() => Task.FromResult(cluster.Clock.GetUtcNow() > end), () => "some reports of both");
        await after.StopAsync(CancellationToken.None);

        (await CommittedAsync(cluster)).ShouldBe(20);
    }

    [Fact]
    public async Task Seek_BackAndForth_PollsFromThereAndCommitsThat()
    {
        await using var cluster = await StartAsync(Wire.Codec, queues: 1);
        await cluster.SendAsync(Topic, 100);
        var queue = new MessageQueue(Topic, "broker-a", 0);
        await using var consumer = await AssignedAsync(cluster, [queue]);
        (await PollSomeAsync(cluster, consumer))[0].QueueOffset.ShouldBe(0);

        await consumer.SeekAsync(queue, 70, CancellationToken.None);
        (await PollSomeAsync(cluster, consumer))[0].QueueOffset.ShouldBe(70);
        await consumer.CommitAsync(CancellationToken.None);
        (await CommittedAsync(cluster)).ShouldBe(80);
        await consumer.SeekToBeginAsync(queue, CancellationToken.None);
        await consumer.CommitAsync(CancellationToken.None);
        (await CommittedAsync(cluster)).ShouldBe(0, "the application went back");
        (await PollSomeAsync(cluster, consumer))[0].QueueOffset.ShouldBe(0);
        await consumer.SeekToEndAsync(queue, CancellationToken.None);
        consumer.PositionOf(queue).ShouldBe(100);
        var refusal = await Should.ThrowAsync<ArgumentOutOfRangeException>(() => consumer.SeekAsync(queue, 101, CancellationToken.None));
        refusal.Message.ShouldContain("0 to 100");
        var elsewhere = new MessageQueue(Topic, "broker-a", 7);
        await Should.ThrowAsync<InvalidOperationException>(() => consumer.SeekAsync(elsewhere, 0, CancellationToken.None));
    }

    [Fact]
    [Trait("Behaviour", "H4")]
    public async Task Reset_WhileItPolls_GoesOnAtTheTargetAndDoesNotCommitOverIt()
    {
        await using var cluster = await StartAsync(Wire.Codec, queues: 1);
        await cluster.SendAsync(Topic, 100);
        var queue = new MessageQueue(Topic, "broker-a", 0);
        await using var consumer = await AssignedAsync(cluster, [queue]);
        (await PollSomeAsync(cluster, consumer)).Count.ShouldBe(10);

        await cluster.Admin.ResetOffsetsAsync(
            Group, [new(queue, 50)], CancellationToken.None);
        await consumer.CommitAsync(CancellationToken.None);

        (await CommittedAsync(cluster)).ShouldBe(50);
        await cluster.Pump.UntilAsync(
            async () => (await consumer.PollAsync(TimeSpan.Zero, CancellationToken.None)) is [{ QueueOffset: 50 }, ..],
            () => "messages from the target");
    }

    [Fact]
    public async Task Pause_OneQueue_TheOtherGoesOn()
    {
        await using var cluster = await StartAsync(Wire.Codec, queues: 2);
        MessageQueue[] queues = [new(Topic, "broker-a", 0), new(Topic, "broker-a", 1)];
        await using var consumer = cluster.Cluster.CreateLitePullConsumer(OptionsOf(autoCommit: false));
        await consumer.StartAsync(CancellationToken.None);
        consumer.Pause([queues[0]]);
        await consumer.AssignAsync(queues, CancellationToken.None);
        await cluster.SendAsync(Topic, 40);

        var polled = new List<MessageExt>();
        await cluster.Pump.UntilAsync(() => CollectAsync(10), () => "the messages of the second queue");
        polled.ShouldAllBe(message => message.QueueId == 1 && message.BrokerName == "broker-a");
        consumer.Resume([queues[0]]);
        await cluster.Pump.UntilAsync(() => CollectAsync(20), () => "the messages of both queues");

        async Task<bool> CollectAsync(int wanted)
        {
            polled.AddRange(await consumer.PollAsync(TimeSpan.Zero, CancellationToken.None));
            return polled.Count >= wanted;
        }
    }

    [Fact]
    [Trait("Behaviour", "E2")]
    public async Task Assign_SomeQueues_StaysSoWhenRebalancesAreDueAndUntilOthersAreAssigned()
    {
        await using var cluster = await StartAsync(Wire.InProcess, queues: 2);
        await cluster.Admin.CreateTopicAsync(new TopicSettings("other", 1), CancellationToken.None);
        var queue = new MessageQueue(Topic, "broker-a", 1);
        await using var consumer = await AssignedAsync(cluster, [queue]);

        var end = cluster.Clock.GetUtcNow() + TimeSpan.FromSeconds(45);
        await cluster.Pump.UntilAsync(() => Task.FromResult(cluster.Clock.GetUtcNow() > end), () => "two rebalances are due");
        consumer.Assignment.ShouldBe([queue]);
        await consumer.AssignAsync([new MessageQueue("other", "broker-b", 0)], CancellationToken.None);

        consumer.Assignment.ShouldBe([new MessageQueue("other", "broker-b", 0)]);
    }

    [Fact]
    public async Task Unsubscribe_GivesTheQueuesUp()
    {
        await using var cluster = await StartAsync(Wire.InProcess, queues: 2);
        await using var consumer = await SubscribedAsync(cluster, autoCommit: false);
        await cluster.Pump.UntilAsync(() => Task.FromResult(consumer.Assignment.Count == 4), () => "all queues");

        await consumer.UnsubscribeAsync(Topic, CancellationToken.None);

        await cluster.Pump.UntilAsync(() => Task.FromResult(consumer.Assignment.Count == 0), () => "no queue");
    }

    private static Task<ScenarioCluster> StartAsync(Wire wire, int queues) => ScenarioCluster.StartAsync(
        wire, queues == 1 ? new TopicSettings(Topic, 1, 6, ["broker-a"]) : new TopicSettings(Topic, queues));

    private static LitePullConsumerOptions OptionsOf(bool autoCommit) =>
        new() { Group = Group, AutoCommit = autoCommit, ConsumeFromWhere = ConsumeFromWhere.FirstOffset };

    private static async Task<LitePullConsumer> SubscribedAsync(ScenarioCluster cluster, bool autoCommit)
    {
        var consumer = cluster.Cluster.CreateLitePullConsumer(OptionsOf(autoCommit));
        await consumer.SubscribeAsync(Topic, "*", CancellationToken.None);
        await consumer.StartAsync(CancellationToken.None);
        return consumer;
    }

    private static async Task<LitePullConsumer> AssignedAsync(ScenarioCluster cluster, IReadOnlyCollection<MessageQueue> queues)
    {
        var consumer = cluster.Cluster.CreateLitePullConsumer(OptionsOf(autoCommit: false));
        await consumer.StartAsync(CancellationToken.None);
        await consumer.AssignAsync(queues, CancellationToken.None);
        consumer.Assignment.ShouldBe(queues);
        return consumer;
    }

    private static async Task<IReadOnlyList<MessageExt>> PollSomeAsync(ScenarioCluster cluster, LitePullConsumer consumer)
    {
        IReadOnlyList<MessageExt> polled = [];
        await cluster.Pump.UntilAsync(
            async () => (polled = await consumer.PollAsync(TimeSpan.Zero, CancellationToken.None)).Count > 0, () => "messages");
        return polled;
    }

    private static async Task<long?> CommittedAsync(ScenarioCluster cluster) =>
        ScenarioCluster.OfTopic(await cluster.ReadAsync(Group), Topic).Single().ConsumerOffset;
}
