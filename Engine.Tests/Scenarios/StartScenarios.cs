using Engine.Admin;
using Engine.Admin.Statistics;
using Engine.Admin.Topics;
using Engine.Hosting;
using Engine.Protocol.Bodies;

namespace Engine.Tests.Scenarios;

/// <summary>Where a group begins that has no offset yet, on a queue that is no young one any more.</summary>
[Trait("Behaviour", "E5")]
public sealed class StartScenarios
{
    private const string Topic = "orders";

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    public async Task NewGroups_OldQueue_BeginAtItsFirstMessageItsEndOrATime(Wire wire)
    {
        var store = new EmbeddedStoreOptions { SegmentBytes = 16 * 1024, ConsumeQueueFileBytes = 400, RetentionHours = 1 };
        await using var cluster = await ScenarioCluster.StartAsync(wire, store);
        await cluster.Admin.CreateTopicAsync(new TopicSettings(Topic, 1, 6, ["broker-a"]), CancellationToken.None);
        await cluster.SendAsync(Topic, 400);
        cluster.Clock.Advance(TimeSpan.FromHours(1));
        await cluster.Pump.UntilAsync(async () => await MinOffsetAsync(cluster) > 0, () => "the first messages are gone");
        await cluster.Pump.UntilAsync(Task.Delay(TimeSpan.FromSeconds(40), cluster.Clock), "the brokers are in the routes again");
        var between = cluster.Clock.GetUtcNow();
        cluster.Clock.Advance(TimeSpan.FromSeconds(1));
        await cluster.SendAsync(Topic, 30);
        var min = await MinOffsetAsync(cluster);

        var first = await StartAsync(cluster, ConsumeFromWhere.FirstOffset);
        var last = await StartAsync(cluster, ConsumeFromWhere.LastOffset);
        var byTime = await StartAsync(cluster, ConsumeFromWhere.Timestamp, between);
        var byDefault = await StartAsync(cluster, ConsumeFromWhere.Timestamp);
        await cluster.UntilAsync(GroupOf(ConsumeFromWhere.LastOffset), AllOwned, "the group at the end has its queue");
        await cluster.SendAsync(Topic, 5);
        await cluster.Pump.UntilAsync(last.ReceivedAsync(5), "the messages of after the start");
        await cluster.Pump.UntilAsync(first.ReceivedAsync((int)(435 - min)), "everything that is left");
        await cluster.Pump.UntilAsync(Task.WhenAll(byTime.ReceivedAsync(35), byDefault.ReceivedAsync(35)), "everything since the time");

        Offsets(first).ShouldBe(Range(min, 435));
        Offsets(last).ShouldBe(Range(430, 435));
        Offsets(byTime).ShouldBe(Range(400, 435));
        Offsets(byDefault).ShouldBe(Range(400, 435), "half an hour back is the default");
    }

    private static string GroupOf(ConsumeFromWhere where, DateTimeOffset? time = null) => $"{where}{(time is null ? "" : "-told")}";

    private static async Task<RecordingListener> StartAsync(ScenarioCluster cluster, ConsumeFromWhere where, DateTimeOffset? time = null)
    {
        var listener = new RecordingListener();
        var options = ScenarioCluster.OptionsOf(GroupOf(where, time), Topic) with { ConsumeFromWhere = where, ConsumeTimestamp = time };
        await cluster.StartConsumerAsync(options, listener);
        return listener;
    }

    /// <summary>0 also when the brokers are missing from the routes, as they are for a moment after an hour in one step.</summary>
    private static async Task<long> MinOffsetAsync(ScenarioCluster cluster)
    {
        try
        {
            return (await cluster.Admin.GetTopicAsync(Topic, CancellationToken.None)).Queues.Single().MinOffset;
        }
        catch (AdminException)
        {
            return 0;
        }
    }

    private static bool AllOwned(GroupFigures figures) => ScenarioCluster.OfTopic(figures, Topic).All(queue => queue.Owner is not null);

    private static IEnumerable<long> Offsets(RecordingListener listener) => listener.Places.Select(place => place.Offset).Order();

    private static IEnumerable<long> Range(long from, long to) => Enumerable.Range(0, (int)(to - from)).Select(number => from + number);
}
