using Engine.Admin.Statistics;
using Engine.Admin.Topics;
using Engine.Client.Consuming;

namespace Engine.Tests.Scenarios;

public sealed class SharingScenarios
{
    private const string Topic = "orders";
    private const string Group = "billing";
    private static readonly TimeSpan RebalanceRound = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    [Trait("Behaviour", "B7")]
    public async Task TwoConsumers_OneLosesItsChannel_TheOtherTakesOverWithinOneRound(Wire wire)
    {
        await using var cluster = await ScenarioCluster.StartAsync(wire);
        await cluster.Admin.CreateTopicAsync(new TopicSettings(Topic, 4), CancellationToken.None);
        var listener = new RecordingListener();
        var dying = await cluster.StartConsumerAsync(Group, Topic, new RecordingListener());
        var living = await cluster.StartConsumerAsync(Group, Topic, listener);
        await cluster.UntilAsync(
            Group, figures => Owners(figures).SequenceEqual([4, 4]) && cluster.IsHeldOnce(Topic), "two consumers with four queues each");
        var died = cluster.Clock.GetUtcNow();

        await dying.AbortAsync(ConsumerAbort.CloseChannel);

        var figures = await cluster.UntilAsync(
            Group, figures => Owners(figures).SequenceEqual([8]) && figures.Members.Count == 1, "one consumer with all eight queues");
        (cluster.Clock.GetUtcNow() - died).ShouldBeLessThanOrEqualTo(RebalanceRound);
        figures.Members.ShouldHaveSingleItem().ClientId.ShouldBe(living.ClientId);
        await cluster.SendAsync(Topic, 16);
        await cluster.Pump.UntilAsync(listener.ReceivedAsync(16), "16 messages of eight queues at the one consumer left");
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    [Trait("Behaviour", "B7")]
    public async Task TwoConsumers_OneFallsSilent_KeepsItsQueuesUntilItIsGivenUp(Wire wire)
    {
        await using var cluster = await ScenarioCluster.StartAsync(wire);
        await cluster.Admin.CreateTopicAsync(new TopicSettings(Topic, 4), CancellationToken.None);
        var listener = new RecordingListener();
        var dying = await cluster.StartConsumerAsync(Group, Topic, new RecordingListener());
        var living = await cluster.StartConsumerAsync(Group, Topic, listener);
        await cluster.UntilAsync(
            Group, figures => Owners(figures).SequenceEqual([4, 4]) && cluster.IsHeldOnce(Topic), "two consumers with four queues each");
        var silentSince = cluster.Clock.GetUtcNow();

        await dying.AbortAsync(ConsumerAbort.Silent);
        await cluster.SendAsync(Topic, 16);
        await cluster.Pump.UntilAsync(listener.ReceivedAsync(8), "8 messages of the living consumer's queues");
        var meanwhile = await cluster.ReadAsync(Group);
        await cluster.Pump.UntilAsync(listener.ReceivedAsync(16), "the 8 messages of the silent consumer's queues");

        meanwhile.Members.Count.ShouldBe(2);
        Owners(meanwhile).ShouldBe([4, 4]);
        (cluster.Clock.GetUtcNow() - silentSince).ShouldBeInRange(TimeSpan.FromSeconds(85), TimeSpan.FromSeconds(150));
        (await cluster.ReadAsync(Group)).Members.ShouldHaveSingleItem().ClientId.ShouldBe(living.ClientId);
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    [Trait("Behaviour", "E6")]
    public async Task TwoConsumers_OneStopsCleanly_TheOtherGoesOnWhereItWas(Wire wire)
    {
        await using var cluster = await ScenarioCluster.StartAsync(wire);
        await cluster.Admin.CreateTopicAsync(new TopicSettings(Topic, 4), CancellationToken.None);
        var leaving = new RecordingListener();
        var staying = new RecordingListener();
        var consumer = await cluster.StartConsumerAsync(Group, Topic, leaving);
        await cluster.StartConsumerAsync(Group, Topic, staying);
        await cluster.UntilAsync(
            Group, figures => Owners(figures).SequenceEqual([4, 4]) && cluster.IsHeldOnce(Topic), "two consumers with four queues each");
        await cluster.SendAsync(Topic, 80);
        await cluster.Pump.UntilAsync(Task.WhenAll(leaving.ReceivedAsync(40), staying.ReceivedAsync(40)), "40 messages each");

        await cluster.StopAsync(consumer);
        await cluster.UntilAsync(Group, figures => Owners(figures).SequenceEqual([8]), "one consumer with all eight queues");
        await cluster.SendAsync(Topic, 80);
        await cluster.Pump.UntilAsync(staying.ReceivedAsync(120), "40 messages of before and 80 of after");
        await cluster.UntilDrainedAsync(Group, Topic);

        leaving.Places.Concat(staying.Places).GroupBy(place => place).ShouldAllBe(same => same.Count() == 1);
    }

    /// <summary>How many queues each owner has, the most first.</summary>
    private static IEnumerable<int> Owners(GroupFigures figures) =>
        ScenarioCluster.OfTopic(figures, Topic)
            .Where(queue => queue.Owner is not null)
            .GroupBy(queue => queue.Owner)
            .Select(owned => owned.Count())
            .OrderDescending();
}
