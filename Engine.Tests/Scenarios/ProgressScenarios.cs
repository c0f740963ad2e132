using Engine.Admin.Offsets;
using Engine.Admin.Statistics;
using Engine.Admin.Topics;
using Engine.Protocol;

namespace Engine.Tests.Scenarios;

public sealed class ProgressScenarios
{
    private const string Topic = "orders";
    private const string Group = "billing";

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    [Trait("Behaviour", "H1")]
    public async Task Consumer_TenThousandMessages_ConsumesEachOnceAndItsProgressOnlyGrows(Wire wire)
    {
        await using var cluster = await ScenarioCluster.StartAsync(wire);
        await cluster.Admin.CreateTopicAsync(new TopicSettings(Topic, 4), CancellationToken.None);
        var listener = new RecordingListener();
        await cluster.StartConsumerAsync(Group, Topic, listener);
        var samples = new List<GroupFigures>();

        for (var thousand = 1; thousand <= 10; thousand++)
        {
            await cluster.SendAsync(Topic, 1000);
            await cluster.Pump.UntilAsync(listener.ReceivedAsync((thousand * 1000) - 200), $"most of {thousand} thousand messages");
            samples.Add(await SampleAsync(cluster, listener));
        }

        await cluster.Pump.UntilAsync(listener.ReceivedAsync(10_000), "all ten thousand messages");
        samples.Add(await cluster.UntilDrainedAsync(Group, Topic));
        ScenarioCluster.Lag(samples[^2], Topic).ShouldNotBeNull().ShouldBeLessThan(10_000, "progress was reported on the way");
        listener.Places.Distinct().Count().ShouldBe(10_000);
        listener.Received.Count.ShouldBe(10_000);
        foreach (var queue in samples[^1].Queues.Where(queue => queue.Queue.Topic == Topic))
        {
            queue.BrokerOffset.ShouldBe(1250, $"{queue.Queue}: the producer goes round the queues");
            var progress = samples.Select(sample => OffsetOf(sample, queue.Queue)).ToList();
            progress.SequenceEqual(progress.Order()).ShouldBeTrue($"{queue.Queue}: progress never goes back");
        }
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    [InlineData(Wire.Foreign49)]
    [Trait("Behaviour", "H1")]
    public async Task Lag_ConsumerStopped_GrowsByWhatIsSent(Wire wire)
    {
        await using var cluster = await ScenarioCluster.StartAsync(wire);
        await cluster.Admin.CreateTopicAsync(new TopicSettings(Topic, 4), CancellationToken.None);
        var consumer = await cluster.StartConsumerAsync(Group, Topic, new RecordingListener());
        await cluster.SendAsync(Topic, 100);
        await cluster.UntilDrainedAsync(Group, Topic);

        await cluster.StopAsync(consumer);
        await cluster.SendAsync(Topic, 37);

        var figures = await cluster.ReadAsync(Group);
        ScenarioCluster.Lag(figures, Topic).ShouldBe(37);
        figures.Members.ShouldBeEmpty();
        GroupStateRule.Decide(figures, cluster.Clock.GetUtcNow()).State.ShouldBe(Engine.Admin.Groups.GroupState.Offline);
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    [InlineData(Wire.Foreign49)]
    [InlineData(Wire.Foreign53)]
    [Trait("Behaviour", "H1")]
    public async Task Group_TopicGrownToABrokerThatDoesNotKnowIt_ShowsItsQueuesWithoutOffsetAndCanBeResetThere(Wire wire)
    {
        await using var cluster = await ScenarioCluster.StartAsync(wire);
        await cluster.Admin.CreateTopicAsync(new TopicSettings(Topic, 2, 6, ["broker-a"]), CancellationToken.None);
        var consumer = await cluster.StartConsumerAsync(Group, Topic, new RecordingListener());
        await cluster.SendAsync(Topic, 10);
        await cluster.UntilDrainedAsync(Group, Topic);
        await cluster.StopAsync(consumer);
        await cluster.Admin.CreateTopicAsync(new TopicSettings(Topic, 1, 6, ["broker-b"]), CancellationToken.None);

        var one = ScenarioCluster.OfTopic(await cluster.ReadAsync(Group), Topic).Select(Place).ToList();
        var all = (await cluster.Admin.ReadProgressAsync(CancellationToken.None)).Groups.Single(group => group.Group == Group);
        var onB = new MessageQueue(Topic, "broker-b", 0);
        var reset = await cluster.Admin.ResetOffsetsAsync(Group, [new QueueResetTarget(onB, 0)], CancellationToken.None);

        one.ShouldBe(
        [
            (new MessageQueue(Topic, "broker-a", 0), 0, 5, 5), (new MessageQueue(Topic, "broker-a", 1), 0, 5, 5), (onB, 0, 0, null),
        ]);
        ScenarioCluster.OfTopic(all, Topic).Select(Place).ShouldBe(one);
        reset.ShouldHaveSingleItem().ShouldBe(new QueueResetResult(onB, null, 0, null, null));
        ScenarioCluster.OfTopic(await cluster.ReadAsync(Group), Topic).Last().ConsumerOffset.ShouldBe(0);
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    [InlineData(Wire.Foreign49)]
    [Trait("Behaviour", "B3")]
    public async Task Restart_SameFolder_KeepsMessagesAndOffsets(Wire wire)
    {
        await using var cluster = await ScenarioCluster.StartAsync(wire);
        await cluster.Admin.CreateTopicAsync(new TopicSettings(Topic, 4), CancellationToken.None);
        var consumer = await cluster.StartConsumerAsync(Group, Topic, new RecordingListener());
        await cluster.SendAsync(Topic, 100);
        await cluster.UntilDrainedAsync(Group, Topic);
        await cluster.StopAsync(consumer);
        await cluster.SendAsync(Topic, 40);
        var before = await cluster.ReadAsync(Group);

        await cluster.RestartAsync();

        var after = await cluster.ReadAsync(Group);
        after.Queues.Select(Place).ShouldBe(before.Queues.Select(Place));
        var listener = new RecordingListener();
        await cluster.StartConsumerAsync(Group, Topic, listener);
        await cluster.Pump.UntilAsync(listener.ReceivedAsync(40), "the 40 messages sent before the restart");
        await cluster.UntilDrainedAsync(Group, Topic);
        listener.Received.Count.ShouldBe(40);
    }

    private static (MessageQueue, long, long, long?) Place(QueueFigures queue) =>
        (queue.Queue, queue.MinOffset, queue.BrokerOffset, queue.ConsumerOffset);

    private static long OffsetOf(GroupFigures figures, MessageQueue queue) =>
        figures.Queues.FirstOrDefault(found => found.Queue == queue)?.ConsumerOffset ?? 0;

    /// <summary>A sample, in which every message below a consumer offset must have been in the listener (D5).</summary>
    private static async Task<GroupFigures> SampleAsync(ScenarioCluster cluster, RecordingListener listener)
    {
        var figures = await cluster.ReadAsync(Group);
        var consumed = listener.Places.ToHashSet();
        foreach (var queue in ScenarioCluster.OfTopic(figures, Topic))
        {
            for (var offset = 0L; offset < (queue.ConsumerOffset ?? 0); offset++)
            {
                consumed.ShouldContain((queue.Queue, offset), $"{queue.Queue} is committed up to {queue.ConsumerOffset}");
            }
        }

        return figures;
    }
}
