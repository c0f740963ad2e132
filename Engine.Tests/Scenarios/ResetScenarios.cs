using Engine.Admin.Offsets;
using Engine.Admin.Statistics;
using Engine.Admin.Topics;
using Engine.Protocol;

namespace Engine.Tests.Scenarios;

[Trait("Behaviour", "H4")]
public sealed class ResetScenarios
{
    private const string Topic = "orders";
    private const string Group = "billing";

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    [InlineData(Wire.Foreign49)]
    [InlineData(Wire.Foreign53)]
    public async Task Earliest_Online_ReplaysEverythingAndBrokerAndConsumerAgree(Wire wire)
    {
        await using var cluster = await StartAsync(wire);
        var listener = new RecordingListener();
        await cluster.StartConsumerAsync(Group, Topic, listener);
        await cluster.SendAsync(Topic, 100);
        await cluster.UntilDrainedAsync(Group, Topic);

        var rows = await ResetAsync(cluster, figures => [.. figures.Select(queue => new QueueResetTarget(queue.Queue, 0))]);

        rows.ShouldAllBe(row => row.After == 0 && row.Error == null);
        rows.Sum(row => row.Before).ShouldBe(100);
        await cluster.Pump.UntilAsync(listener.ReceivedAsync(200), "every message a second time");
        await cluster.UntilDrainedAsync(Group, Topic);
        listener.Places.GroupBy(place => place).ShouldAllBe(same => same.Count() == 2);
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    [InlineData(Wire.Foreign49)]
    [InlineData(Wire.Foreign53)]
    public async Task Earliest_Offline_IsInTheTableAtOnceAndReplaysAtTheNextStart(Wire wire)
    {
        await using var cluster = await StartAsync(wire);
        var first = await cluster.StartConsumerAsync(Group, Topic, new RecordingListener());
        await cluster.SendAsync(Topic, 100);
        await cluster.UntilDrainedAsync(Group, Topic);
        await cluster.StopAsync(first);

        var rows = await ResetAsync(cluster, figures => [.. figures.Select(queue => new QueueResetTarget(queue.Queue, 0))]);

        rows.ShouldAllBe(row => row.After == 0 && row.Error == null);
        var figures = await cluster.ReadAsync(Group);
        ScenarioCluster.Lag(figures, Topic).ShouldBe(100);
        var listener = new RecordingListener();
        await cluster.StartConsumerAsync(Group, Topic, listener);
        await cluster.Pump.UntilAsync(listener.ReceivedAsync(100), "every message again");
        await cluster.UntilDrainedAsync(Group, Topic);
        listener.Received.Count.ShouldBe(100);
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    [InlineData(Wire.Foreign49)]
    [InlineData(Wire.Foreign53)]
    [Trait("Behaviour", "H3")]
    public async Task Exact_TwentyOfTwentyOne_LeavesOneMessage(Wire wire)
    {
        await using var cluster = await ScenarioCluster.StartAsync(wire);
        await cluster.Admin.CreateTopicAsync(new TopicSettings(Topic, 1, 6, ["broker-a"]), CancellationToken.None);
        var first = await cluster.StartConsumerAsync(Group, Topic, new RecordingListener());
        await cluster.SendAsync(Topic, 21);
        await cluster.UntilDrainedAsync(Group, Topic);
        await cluster.StopAsync(first);

        await ResetAsync(cluster, figures => [.. figures.Select(queue => new QueueResetTarget(queue.Queue, 20))]);

        ScenarioCluster.Lag(await cluster.ReadAsync(Group), Topic).ShouldBe(1);
        var listener = new RecordingListener();
        await cluster.StartConsumerAsync(Group, Topic, listener);
        await cluster.Pump.UntilAsync(listener.ReceivedAsync(1), "the one message left");
        await cluster.UntilDrainedAsync(Group, Topic);
        listener.Received.ShouldHaveSingleItem().QueueOffset.ShouldBe(20);
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    [InlineData(Wire.Foreign49)]
    [InlineData(Wire.Foreign53)]
    public async Task Skip_OnlineWithAMessageInTheListener_GoesToTheEndAndStaysThere(Wire wire)
    {
        await using var cluster = await StartAsync(wire);
        await cluster.SendAsync(Topic, 400);
        var listener = new RecordingListener();
        listener.Hold();
        await cluster.StartConsumerAsync(Group, Topic, listener, concurrency: 1);
        await cluster.Pump.UntilAsync(listener.ReceivedAsync(1), "one message in the listener");
        await cluster.UntilAsync(Group, AllOwned, "every queue has an owner");

        var rows = await ResetAsync(cluster, figures => [.. figures.Select(queue => new QueueResetTarget(queue.Queue, 0, true))]);

        rows.Sum(row => row.After).ShouldBe(400);
        listener.Release();
        await cluster.SendAsync(Topic, 8);
        await cluster.UntilAsync(
            Group,
            _ => listener.Places.Count(place => place.Offset == 50) == 8,
            () => $"the 8 messages after the skip; the listener had {listener.Received.Count}");
        var figures = await cluster.UntilDrainedAsync(Group, Topic);
        ScenarioCluster.OfTopic(figures, Topic).ShouldAllBe(queue => queue.ConsumerOffset == 51);
        listener.Received.Count.ShouldBeLessThan(400);
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    [InlineData(Wire.Foreign53)]
    public async Task Earliest_OnlineWithMessagesInTheListener_TheirEndDoesNotUndoTheReset(Wire wire)
    {
        await using var cluster = await StartAsync(wire);
        var listener = new RecordingListener();
        await cluster.StartConsumerAsync(Group, Topic, listener);
        await cluster.SendAsync(Topic, 80);
        await cluster.UntilDrainedAsync(Group, Topic);
        listener.Hold();
        await cluster.SendAsync(Topic, 8);
        await cluster.Pump.UntilAsync(listener.ReceivedAsync(88), "8 messages in the listener");

        var rows = await ResetAsync(cluster, figures => [.. figures.Select(queue => new QueueResetTarget(queue.Queue, 0))]);
        listener.Release();

        rows.ShouldAllBe(row => row.After == 0);
        await cluster.Pump.UntilAsync(listener.ReceivedAsync(176), "all 88 messages a second time");
        await cluster.UntilDrainedAsync(Group, Topic);
        listener.Places.GroupBy(place => place).ShouldAllBe(same => same.Count() == 2);
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    [InlineData(Wire.Foreign53)]
    public async Task OneQueueBackAndOneForward_OnlineWithMessagesInTheListener_TheOthersGoOnUndisturbed(Wire wire)
    {
        await using var cluster = await StartAsync(wire);
        var listener = new RecordingListener();
        await cluster.StartConsumerAsync(Group, Topic, listener);
        await cluster.SendAsync(Topic, 80);
        await cluster.UntilDrainedAsync(Group, Topic);
        listener.Hold();
        await cluster.SendAsync(Topic, 24);
        await cluster.Pump.UntilAsync(listener.ReceivedAsync(100), "all places of the listener taken");
        var (back, forward) = (new MessageQueue(Topic, "broker-a", 1), new MessageQueue(Topic, "broker-b", 2));

        var rows = await cluster.Admin.ResetOffsetsAsync(
            Group, [new QueueResetTarget(back, 4), new QueueResetTarget(forward, 13)], CancellationToken.None);
        listener.Release();

        rows.Select(row => (row.Queue, row.After, row.Error)).ShouldBe([(back, 4, null), (forward, 13, null)]);
        await cluster.Pump.UntilAsync(
            async () => After(listener, back).Contains(12) && ScenarioCluster.Lag(await cluster.ReadAsync(Group), Topic) == 0,
            () => "the queue that went back, again to its end");
        After(listener, back).ShouldBe([4, 5, 6, 7, 8, 9, 10, 11, 12]);
        After(listener, forward).ShouldBeEmpty("what was in the listener came before, what waited was passed over");
        var others = listener.Places.Where(place => place.Queue != back && place.Queue != forward).ToList();
        others.Count.ShouldBe(6 * 13);
        others.Distinct().Count().ShouldBe(6 * 13);
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    [InlineData(Wire.Foreign49)]
    public async Task Time_BetweenTwoMessages_IsTheFirstAtOrAfter(Wire wire)
    {
        await using var cluster = await ScenarioCluster.StartAsync(wire);
        await cluster.Admin.CreateTopicAsync(new TopicSettings(Topic, 1, 6, ["broker-b"]), CancellationToken.None);
        await cluster.SendAsync(Topic, 5);
        cluster.Clock.Advance(TimeSpan.FromMinutes(1));
        var between = cluster.Clock.GetUtcNow();
        cluster.Clock.Advance(TimeSpan.FromMinutes(1));
        await cluster.SendAsync(Topic, 5);
        var queue = new MessageQueue(Topic, "broker-b", 0);

        (await SearchAsync(cluster, queue, between)).ShouldBe(new OffsetAtTime(5, true));
        (await SearchAsync(cluster, queue, between.AddHours(-1))).ShouldBe(new OffsetAtTime(0, true));
        (await SearchAsync(cluster, queue, between.AddHours(1))).ShouldBe(new OffsetAtTime(10, false));
    }

    private static Task<ScenarioCluster> StartAsync(Wire wire) =>
        ScenarioCluster.StartAsync(wire, new TopicSettings(Topic, 4));

    /// <summary>What came of a queue behind the first hundred messages, sorted.</summary>
    private static IEnumerable<long> After(RecordingListener listener, MessageQueue queue) =>
        listener.Places.Skip(100).Where(place => place.Queue == queue).Select(place => place.Offset).Order();

    private static bool AllOwned(GroupFigures figures) =>
        ScenarioCluster.OfTopic(figures, Topic).Count(queue => queue.Owner is not null) == 8;

    private static Task<OffsetAtTime> SearchAsync(ScenarioCluster cluster, MessageQueue queue, DateTimeOffset time) =>
        cluster.Admin.SearchOffsetAsync(queue, time, CancellationToken.None);

    private static async Task<IReadOnlyList<QueueResetResult>> ResetAsync(
        ScenarioCluster cluster, Func<IEnumerable<QueueFigures>, QueueResetTarget[]> targets)
    {
        var queues = ScenarioCluster.OfTopic(await cluster.ReadAsync(Group), Topic);
        return await cluster.Admin.ResetOffsetsAsync(Group, targets(queues), CancellationToken.None);
    }
}
