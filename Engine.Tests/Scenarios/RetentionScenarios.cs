using Engine.Admin.Statistics;
using Engine.Admin.Topics;
using Engine.Hosting;

namespace Engine.Tests.Scenarios;

[Trait("Behaviour", "C5")]
public sealed class RetentionScenarios
{
    private const string Topic = "orders";
    private const string Group = "billing";

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    public async Task ConsumerOfflineWhileMessagesExpire_FiguresSayHowManyAndItGoesOnAtTheFirstOneLeft(Wire wire)
    {
        var store = new EmbeddedStoreOptions { SegmentBytes = 16 * 1024, ConsumeQueueFileBytes = 400, RetentionHours = 1 };
        await using var cluster = await ScenarioCluster.StartAsync(wire, store);
        await cluster.Admin.CreateTopicAsync(new TopicSettings(Topic, 1, 6, ["broker-a"]), CancellationToken.None);
        var first = await cluster.StartConsumerAsync(Group, Topic, new RecordingListener());
        await cluster.SendAsync(Topic, 10);
        await cluster.UntilDrainedAsync(Group, Topic);
        await cluster.StopAsync(first);
        await cluster.SendAsync(Topic, 400);

        cluster.Clock.Advance(TimeSpan.FromHours(1));
        await cluster.UntilAsync(Group, figures => Queue(figures).MinOffset > 10, "the first messages are gone");
        await cluster.SendAsync(Topic, 5);

        var behind = Queue(await cluster.ReadAsync(Group));
        (behind.ConsumerOffset, behind.BrokerOffset).ShouldBe((10, 415));
        QueueLag.Of(behind).ShouldBe(415 - behind.MinOffset);
        QueueLag.ExpiredUnread(behind).ShouldBe(behind.MinOffset - 10);
        behind.LastConsumedAt.ShouldBeNull();

        var listener = new RecordingListener();
        await cluster.StartConsumerAsync(Group, Topic, listener);
        var figures = await cluster.UntilDrainedAsync(Group, Topic);

        Queue(figures).ConsumerOffset.ShouldBe(415);
        QueueLag.ExpiredUnread(Queue(figures)).ShouldBe(0);
        listener.Places.Select(place => place.Offset).Order().ShouldBe(Offsets(behind.MinOffset, 415));
    }

    private static QueueFigures Queue(GroupFigures figures) => ScenarioCluster.OfTopic(figures, Topic).ShouldHaveSingleItem();

    private static IEnumerable<long> Offsets(long from, long to) =>
        Enumerable.Range(0, (int)(to - from)).Select(number => from + number);
}
