using Engine.Admin.Topics;
using Engine.Client.Consuming;
using Engine.Protocol.Bodies;

namespace Engine.Tests.Scenarios;

[Trait("Behaviour", "A4")]
public sealed class BroadcastScenarios
{
    private const string Topic = "orders";
    private const string Group = "billing";

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    public async Task TwoMembers_OneStopsAndComesBack_EachGetsEveryMessageOnce(Wire wire)
    {
        await using var cluster = await ScenarioCluster.StartAsync(wire);
        await cluster.Admin.CreateTopicAsync(new TopicSettings(Topic, 2), CancellationToken.None);
        var (left, right) = (new RecordingListener(), new RecordingListener());
        var leaving = await cluster.StartConsumerAsync(Options("left"), left);
        await cluster.StartConsumerAsync(Options("right"), right);
        await cluster.SendAsync(Topic, 40);
        await cluster.Pump.UntilAsync(Task.WhenAll(left.ReceivedAsync(40), right.ReceivedAsync(40)), "40 messages at each member");

        await cluster.StopAsync(leaving);
        await cluster.SendAsync(Topic, 12);
        await cluster.Pump.UntilAsync(right.ReceivedAsync(52), "12 messages more at the member left");
        await cluster.StartConsumerAsync(Options("left"), left);
        await cluster.Pump.UntilAsync(left.ReceivedAsync(52), "what it missed at the member that came back");

        File.Exists(Path.Combine(cluster.Folder, "clients", "127.0.0.1@left", Group, "offsets.json")).ShouldBeTrue();
        left.Places.Distinct().Count().ShouldBe(52);
        right.Places.Distinct().Count().ShouldBe(52);
        left.Received.Count.ShouldBe(52);
        var figures = await cluster.ReadAsync(Group);
        ScenarioCluster.OfTopic(figures, Topic).ShouldAllBe(queue => queue.ConsumerOffset == null);
    }

    private static PushConsumerOptions Options(string name) => ScenarioCluster.OptionsOf(Group, Topic) with
    {
        MessageModel = MessageModel.Broadcasting,
        InstanceName = name,
    };
}
