using Engine.Admin.Topics;
using Engine.Protocol.Messages;

namespace Engine.Tests.Scenarios;

public sealed class RetryScenarios
{
    private const string Topic = "orders";
    private const string Group = "billing";

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    [Trait("Behaviour", "D4")]
    [Trait("Behaviour", "D6")]
    public async Task Messages_FailOnce_ComeAgainLaterUnderTheirRealTopic(Wire wire)
    {
        await using var cluster = await ScenarioCluster.StartAsync(wire);
        await cluster.Admin.CreateTopicAsync(new TopicSettings(Topic, 2), CancellationToken.None);
        var listener = new RecordingListener { Fails = message => message.ReconsumeTimes == 0 };
        var consumer = await cluster.StartConsumerAsync(ScenarioCluster.OptionsOf(Group, Topic), listener);

        await cluster.SendAsync(Topic, 12);
        await cluster.Pump.UntilAsync(listener.ReceivedAsync(24), "every message twice");
        await cluster.UntilDrainedAsync(Group, Topic);
        await cluster.UntilDrainedAsync(Group, TopicNames.Retry(Group));

        listener.Received.ShouldAllBe(message => message.Topic == Topic);
        var again = listener.Received.Where(message => message.ReconsumeTimes == 1).ToList();
        again.Select(message => message.UniqueKey).Distinct().Count().ShouldBe(12);
        again.ShouldAllBe(message => message.StoreTimestamp - message.BornTimestamp >= 10_000);
        again.ShouldAllBe(message => message.Property(MessageProperties.OriginMessageId) != null);
        consumer.Statistics.SentBack.ShouldBe(12);
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    [Trait("Behaviour", "D3")]
    public async Task OneCall_HangsLongerThanTheTimeout_IsPassedOverAndItsMessageComesAgain(Wire wire)
    {
        await using var cluster = await ScenarioCluster.StartAsync(wire);
        await cluster.Admin.CreateTopicAsync(new TopicSettings(Topic, 1, 6, ["broker-a"]), CancellationToken.None);
        var listener = new RecordingListener();
        listener.Hold();
        var consumer = await cluster.StartConsumerAsync(
            ScenarioCluster.OptionsOf(Group, Topic) with { ConsumeTimeout = TimeSpan.FromSeconds(30) }, listener);
        await cluster.SendAsync(Topic, 1);
        await cluster.Pump.UntilAsync(listener.ReceivedAsync(1), "a message in the listener");

        await cluster.Pump.UntilAsync(listener.ReceivedAsync(2), "the same message again, while the first call still hangs");
        var hanging = listener.Received;
        listener.Release();
        await cluster.UntilDrainedAsync(Group, Topic);
        await cluster.UntilDrainedAsync(Group, TopicNames.Retry(Group));

        hanging.Select(message => message.ReconsumeTimes).ShouldBe([0, 1]);
        hanging[1].UniqueKey.ShouldBe(hanging[0].UniqueKey);
        consumer.Statistics.SentBack.ShouldBe(1);
        listener.Received.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    [Trait("Behaviour", "D6")]
    public async Task PoisonMessage_FailsForEver_EndsUpUnderTheDeadLetters(Wire wire)
    {
        await using var cluster = await ScenarioCluster.StartAsync(wire);
        await cluster.Admin.CreateTopicAsync(new TopicSettings(Topic, 1), CancellationToken.None);
        var listener = new RecordingListener { Fails = message => message.Body.Span[0] == 1 };
        await cluster.StartConsumerAsync(ScenarioCluster.OptionsOf(Group, Topic) with { MaxReconsumeTimes = 2 }, listener);

        await cluster.SendAsync(Topic, 3);
        await cluster.Pump.UntilAsync(listener.ReceivedAsync(5), "two good messages and three tries of the poison message");
        await cluster.UntilDrainedAsync(Group, TopicNames.Retry(Group));

        listener.Received.Where(message => message.Body.Span[0] == 1).Select(message => message.ReconsumeTimes).ShouldBe([0, 1, 2]);
        var dead = await cluster.Admin.GetTopicAsync(TopicNames.DeadLetter(Group), CancellationToken.None);
        dead.Queues.Sum(queue => queue.MaxOffset).ShouldBe(1);
    }
}
