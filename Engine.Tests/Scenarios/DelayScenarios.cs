using Engine.Admin.Topics;
using Engine.Protocol.Messages;

namespace Engine.Tests.Scenarios;

public sealed class DelayScenarios
{
    private const string Topic = "orders";
    private const string Group = "billing";
    private const int TenSeconds = 3;

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    public async Task DelayedMessages_AConsumerRuns_ComeOnceAndNotBeforeTheirTime(Wire wire)
    {
        await using var cluster = await ScenarioCluster.StartAsync(wire);
        await cluster.Admin.CreateTopicAsync(new TopicSettings(Topic, 2), CancellationToken.None);
        var listener = new RecordingListener();
        await cluster.StartConsumerAsync(Group, Topic, listener);
        await SendAsync(cluster, 20, TenSeconds);
        await cluster.SendAsync(Topic, 4);

        await cluster.Pump.UntilAsync(listener.ReceivedAsync(24), "4 messages and 20 delayed ones");
        await cluster.UntilDrainedAsync(Group, Topic);

        listener.Received.Count.ShouldBe(24);
        var delayed = listener.Received.Where(message => message.Property("REAL_TOPIC") is not null).ToList();
        delayed.Count.ShouldBe(20);
        delayed.ShouldAllBe(message => message.Topic == Topic && message.StoreTimestamp - message.BornTimestamp >= 10_000);
        delayed.Select(message => message.Keys).Distinct().Count().ShouldBe(20);
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    public async Task DelayedMessages_ClusterStopsMeanwhile_ComeAfterwards(Wire wire)
    {
        await using var cluster = await ScenarioCluster.StartAsync(wire);
        await cluster.Admin.CreateTopicAsync(new TopicSettings(Topic, 2), CancellationToken.None);
        var before = new RecordingListener();
        await cluster.StartConsumerAsync(Group, Topic, before);
        await SendAsync(cluster, 3, level: 1);
        await cluster.Pump.UntilAsync(before.ReceivedAsync(3), "the messages of the first level");
        await cluster.UntilDrainedAsync(Group, Topic);
        await SendAsync(cluster, 5, TenSeconds);

        await cluster.RestartAsync();
        cluster.Clock.Advance(TimeSpan.FromSeconds(20));
        var after = new RecordingListener();
        await cluster.StartConsumerAsync(Group, Topic, after);

        await cluster.Pump.UntilAsync(after.ReceivedAsync(5), "the messages that waited while the cluster was stopped");
        await cluster.UntilDrainedAsync(Group, Topic);
        after.Received.Count.ShouldBe(5, "what was delivered before the stop does not come again");
    }

    private static async Task SendAsync(ScenarioCluster cluster, int count, int level)
    {
        var producer = await cluster.StartProducerAsync();
        for (var number = 0; number < count; number++)
        {
            var message = new Message { Topic = Topic, Keys = $"k{number}", Body = new byte[] { 1 }, DelayLevel = level };
            await producer.SendAsync(message, CancellationToken.None);
        }
    }
}
