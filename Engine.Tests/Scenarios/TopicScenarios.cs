using Engine.Admin.Statistics;
using Engine.Admin.Topics;

namespace Engine.Tests.Scenarios;

public sealed class TopicScenarios
{
    private const string Topic = "orders";
    private const string Group = "billing";

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    public async Task DeletedAndMadeAgain_AConsumerRuns_GetsTheNewMessagesFromTheFirst(Wire wire)
    {
        await using var cluster = await ScenarioCluster.StartAsync(wire);
        await cluster.Admin.CreateTopicAsync(new TopicSettings(Topic, 2), CancellationToken.None);
        var listener = new RecordingListener();
        await cluster.StartConsumerAsync(Group, Topic, listener);
        await cluster.SendAsync(Topic, 80);
        await cluster.UntilDrainedAsync(Group, Topic);

        await cluster.Admin.DeleteTopicAsync(Topic, CancellationToken.None);
        await cluster.Pump.UntilAsync(
            () => Task.FromResult(cluster.Consumers.All(consumer => consumer.AssignedQueues.All(queue => queue.Topic != Topic))),
            () => "the consumer to leave the deleted topic's queues");
        await cluster.Admin.CreateTopicAsync(new TopicSettings(Topic, 2), CancellationToken.None);
        await cluster.SendAsync(Topic, 8);

        await cluster.Pump.UntilAsync(listener.ReceivedAsync(88), "the 8 messages of the new topic");
        var figures = await cluster.UntilAsync(
            Group,
            found =>
            {
                ScenarioCluster.OfTopic(found, Topic).ShouldAllBe(queue => !(queue.ConsumerOffset > queue.BrokerOffset));
                return ScenarioCluster.OfTopic(found, Topic).All(queue => QueueLag.Of(queue) == 0);
            },
            "the new topic is consumed");
        ScenarioCluster.OfTopic(figures, Topic).ShouldAllBe(queue => queue.ConsumerOffset == 2);
    }
}
