using Engine.Admin.Offsets;
using Engine.Admin.Topics;
using Engine.Client.Consuming;

namespace Engine.Tests.Scenarios;

[Trait("Behaviour", "D7")]
public sealed class OrderlyScenarios
{
    private const string Topic = "orders";
    private const string Group = "billing";

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    public async Task Members_ComeAndGo_EveryQueueIsConsumedOnceAndInOrderByOneCallAtATime(Wire wire)
    {
        await using var cluster = await StartAsync(wire);
        var watch = new OrderWatch();
        var members = new Stack<PushConsumer>();
        for (var turn = 1; turn <= 5; turn++)
        {
            if (turn <= 3)
            {
                members.Push(await cluster.StartConsumerAsync(ScenarioCluster.OptionsOf(Group, Topic), watch));
            }
            else
            {
                await cluster.StopAsync(members.Pop());
            }

            await cluster.SendAsync(Topic, 80);
            await cluster.Pump.UntilAsync(watch.ReceivedAsync((turn * 80) - 40), $"most of the messages of turn {turn}");
        }

        await cluster.Pump.UntilAsync(watch.ReceivedAsync(400), "all messages");
        await cluster.UntilDrainedAsync(Group, Topic);
        watch.Overlaps.ShouldBeEmpty();
        watch.Consumed.Count.ShouldBe(8);
        watch.Consumed.ShouldAllBe(queue => queue.Value.SequenceEqual(Enumerable.Range(0, 50).Select(offset => (long)offset)));
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    public async Task OneMessage_FailsTwice_HoldsBackItsQueueAndNoOther(Wire wire)
    {
        await using var cluster = await StartAsync(wire);
        var watch = new OrderWatch
        {
            Fails = message => message is { BrokerName: "broker-a", QueueId: 1, QueueOffset: 3, ReconsumeTimes: < 2 },
        };
        await cluster.StartConsumerAsync(ScenarioCluster.OptionsOf(Group, Topic), watch);

        await cluster.SendAsync(Topic, 80);
        await cluster.Pump.UntilAsync(watch.ReceivedAsync(82), "80 messages and one of them twice more");
        await cluster.UntilDrainedAsync(Group, Topic);

        var held = watch.Consumed.Single(queue => queue.Key is { BrokerName: "broker-a", QueueId: 1 });
        held.Value.ShouldBe([0, 1, 2, 3, 3, 3, 4, 5, 6, 7, 8, 9]);
        watch.Overlaps.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    public async Task OneMessage_FailsForEver_EndsUpUnderTheDeadLetters(Wire wire)
    {
        await using var cluster = await StartAsync(wire);
        var watch = new OrderWatch { Fails = message => message is { BrokerName: "broker-a", QueueId: 1, QueueOffset: 3 } };
        await cluster.StartConsumerAsync(ScenarioCluster.OptionsOf(Group, Topic) with { MaxReconsumeTimes = 2 }, watch);

        await cluster.SendAsync(Topic, 80);
        await cluster.Pump.UntilAsync(watch.ReceivedAsync(82), "80 messages and one of them twice more");
        await cluster.UntilDrainedAsync(Group, Topic);

        var dead = await cluster.Admin.GetTopicAsync("%DLQ%" + Group, CancellationToken.None);
        dead.Queues.Sum(queue => queue.MaxOffset).ShouldBe(1);
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    public async Task Member_DiesSilently_AnotherTakesOverOnlyWhenItsLocksAreGone(Wire wire)
    {
        await using var cluster = await StartAsync(wire);
        var watch = new OrderWatch();
        var dying = await cluster.StartConsumerAsync(ScenarioCluster.OptionsOf(Group, Topic), watch);
        await cluster.UntilAsync(
            Group,
            figures => ScenarioCluster.OfTopic(figures, Topic).Count(queue => queue.Owner == dying.ClientId) == 8,
            "one member with all queues");
        var silentSince = cluster.Clock.GetUtcNow();
        await dying.AbortAsync(ConsumerAbort.CloseChannel);

        await cluster.StartConsumerAsync(ScenarioCluster.OptionsOf(Group, Topic), watch);
        await cluster.SendAsync(Topic, 16);
        await cluster.Pump.UntilAsync(watch.ReceivedAsync(16), "16 messages at the new member");

        (cluster.Clock.GetUtcNow() - silentSince).ShouldBeInRange(TimeSpan.FromSeconds(35), TimeSpan.FromSeconds(90));
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    [Trait("Behaviour", "H4")]
    public async Task Reset_WithMessagesInTheListener_GoesBackAfterThemAndStaysInOrder(Wire wire)
    {
        await using var cluster = await StartAsync(wire);
        var watch = new OrderWatch();
        await cluster.StartConsumerAsync(ScenarioCluster.OptionsOf(Group, Topic), watch);
        await cluster.SendAsync(Topic, 80);
        await cluster.UntilDrainedAsync(Group, Topic);
        watch.Hold();
        await cluster.SendAsync(Topic, 8);
        await cluster.Pump.UntilAsync(watch.ReceivedAsync(88), "a message of every queue in the listener");

        var queues = ScenarioCluster.OfTopic(await cluster.ReadAsync(Group), Topic);
        var rows = await cluster.Admin.ResetOffsetsAsync(
            Group, [.. queues.Select(queue => new QueueResetTarget(queue.Queue, 5))], CancellationToken.None);
        watch.Release();

        rows.ShouldAllBe(row => row.After == 5 && row.Error == null);
        await cluster.Pump.UntilAsync(watch.ReceivedAsync(88 + (8 * 6)), "the last six messages of every queue again");
        await cluster.UntilDrainedAsync(Group, Topic);
        watch.Overlaps.ShouldBeEmpty();
        long[] expected = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 5, 6, 7, 8, 9, 10];
        watch.Consumed.Values.ShouldAllBe(offsets => offsets.SequenceEqual(expected));
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    [Trait("Behaviour", "E6")]
    public async Task Member_StopsWhileItsCallsGoOn_TheNextOwnerDoesNotRunBesideThem(Wire wire)
    {
        await using var cluster = await StartAsync(wire);
        var watch = new OrderWatch { IgnoresCancellation = true };
        var leaving = await cluster.StartConsumerAsync(ScenarioCluster.OptionsOf(Group, Topic), watch);
        watch.Hold();
        await cluster.SendAsync(Topic, 8);
        await cluster.Pump.UntilAsync(watch.ReceivedAsync(8), "a message of every queue in the listener");
        await cluster.Pump.UntilAsync(leaving.StopAsync(CancellationToken.None), "the stop does not wait for ever");
        await cluster.StartConsumerAsync(ScenarioCluster.OptionsOf(Group, Topic), watch);

        var end = cluster.Clock.GetUtcNow() + TimeSpan.FromSeconds(25);
        await cluster.Pump.UntilAsync(() => Task.FromResult(cluster.Clock.GetUtcNow() > end), () => "a rebalance");
        watch.Count.ShouldBe(8);
        watch.Release();

        await cluster.Pump.UntilAsync(watch.ReceivedAsync(16), "the messages at the next owner");
        watch.Overlaps.ShouldBeEmpty();
    }

    private static Task<ScenarioCluster> StartAsync(Wire wire) =>
        ScenarioCluster.StartAsync(wire, new TopicSettings(Topic, 4));
}
