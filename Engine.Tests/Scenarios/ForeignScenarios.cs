using Engine.Admin.Groups;
using Engine.Admin.Offsets;
using Engine.Admin.Statistics;
using Engine.Admin.Topics;
using Engine.Protocol;

namespace Engine.Tests.Scenarios;

/// <summary>What an operator sees and does on brokers that know nothing of ours, beside what the other scenarios show there too.</summary>
[Trait("Behaviour", "H1")]
public sealed class ForeignScenarios
{
    private const string Topic = "orders";
    private const string Group = "billing";

    [Fact]
    public async Task Figures_GroupAtWork_AreThoseOfOurBrokersWithoutWhatOnlyTheyKnow()
    {
        await using var cluster = await StartAsync(Wire.Foreign49);
        var consumer = await cluster.StartConsumerAsync(Group, Topic, new RecordingListener());
        await cluster.SendAsync(Topic, 80);
        await cluster.UntilDrainedAsync(Group, Topic);

        var one = await cluster.UntilAsync(Group, IsOwned(8), "every queue has an owner");
        var sweep = await cluster.Admin.ReadProgressAsync(CancellationToken.None);

        var all = sweep.Groups.ShouldHaveSingleItem();
        (sweep.Source, sweep.SampledAt, all.SampledAt).ShouldBe(("poll 1 s", cluster.Clock.GetUtcNow(), cluster.Clock.GetUtcNow()));
        sweep.Unreachable.ShouldBeEmpty();
        foreach (var group in new[] { one, all })
        {
            group.Members.ShouldHaveSingleItem().ClientId.ShouldBe(consumer.ClientId);
            group.SubscribedTopics.Order(StringComparer.Ordinal).ShouldBe(["%RETRY%billing", Topic]);
            GroupStateRule.Decide(group, group.SampledAt + GroupStateRule.RebalanceTime).State.ShouldBe(GroupState.Consuming);
            var queues = ScenarioCluster.OfTopic(group, Topic).ToList();
            queues.Count.ShouldBe(8);
            queues.ShouldAllBe(queue => queue.ConsumerOffset == 10 && queue.BrokerOffset == 10 && queue.Owner == consumer.ClientId
                && queue.LastConsumedAt != null && queue.NextStoredAt == null && queue.PulledOffset == null && queue.Rival == null);
        }

        sweep.Topics.Single(topic => topic.Name == Topic).Queues.ShouldAllBe(queue => queue.MaxOffset == 10 && queue.LastStoredAt != null);
        (await cluster.Admin.ListTopicsAsync(CancellationToken.None)).Single(topic => topic.Name == Topic)
            .ShouldBe(new TopicSummary(Topic, TopicType.Normal, 8, 80, 1));
        (await cluster.Admin.GetTopicAsync(Topic, CancellationToken.None)).Groups.ShouldBe([Group]);
        (await cluster.Admin.ReadClientsAsync(CancellationToken.None)).Clients
            .ShouldContain(client => client.ClientId == consumer.ClientId && client.Memberships.Count == 1);
    }

    [Fact]
    public async Task TimeLag_SeveralMessagesWait_IsTheAgeOfTheNext()
    {
        await using var cluster = await StartAsync(Wire.Foreign49, queues: 1, "broker-a");
        var consumer = await cluster.StartConsumerAsync(Group, Topic, new RecordingListener());
        await cluster.SendAsync(Topic, 3);
        await cluster.UntilDrainedAsync(Group, Topic);
        await cluster.StopAsync(consumer);
        await cluster.SendAsync(Topic, 1);
        cluster.Clock.Advance(TimeSpan.FromSeconds(30));
        await cluster.SendAsync(Topic, 4);
        cluster.Clock.Advance(TimeSpan.FromSeconds(12));

        var figures = await cluster.ReadAsync(Group);
        cluster.Clock.Advance(TimeSpan.FromSeconds(5));
        var later = (await cluster.Admin.ReadProgressAsync(CancellationToken.None)).Groups.ShouldHaveSingleItem();

        TimeLagOf(figures).ShouldBe(TimeSpan.FromSeconds(42));
        TimeLagOf(later).ShouldBe(TimeSpan.FromSeconds(47));
    }

    [Fact]
    [Trait("Behaviour", "H4")]
    public async Task Reset_OneQueueOfAnOnlineGroupOnABrokerOf49_IsRefusedAndMovesNothing()
    {
        await using var cluster = await StartAsync(Wire.Foreign49);
        await cluster.StartConsumerAsync(Group, Topic, new RecordingListener());
        await cluster.SendAsync(Topic, 80);
        await cluster.UntilDrainedAsync(Group, Topic);
        var place = new MessageQueue(Topic, "broker-a", 1);

        var row = (await cluster.Admin.ResetOffsetsAsync(Group, [new QueueResetTarget(place, 4)], CancellationToken.None))
            .ShouldHaveSingleItem();

        (row.Before, row.After).ShouldBe((10, null));
        row.Error.ShouldBe("broker-a cannot move some queues of a topic while members read it; reset all 4 queues of orders there to the "
            + "end, to the beginning or to a time, or stop the members of billing first.");
        (await cluster.ReadAsync(Group)).Queues.Where(queue => queue.Queue.Topic == Topic).ShouldAllBe(queue => queue.ConsumerOffset == 10);
    }

    [Theory]
    [InlineData(Wire.Foreign49)]
    [InlineData(Wire.Foreign53)]
    [Trait("Behaviour", "H4")]
    public async Task Reset_OneQueueOffline_LeavesTheOthers(Wire wire)
    {
        await using var cluster = await StartAsync(wire);
        var consumer = await cluster.StartConsumerAsync(Group, Topic, new RecordingListener());
        await cluster.SendAsync(Topic, 80);
        await cluster.UntilDrainedAsync(Group, Topic);
        await cluster.StopAsync(consumer);
        var place = new MessageQueue(Topic, "broker-a", 1);

        var row = (await cluster.Admin.ResetOffsetsAsync(Group, [new QueueResetTarget(place, 4)], CancellationToken.None))
            .ShouldHaveSingleItem();

        row.ShouldBe(new QueueResetResult(place, 10, 4, null, null));
        var queues = ScenarioCluster.OfTopic(await cluster.ReadAsync(Group), Topic).ToList();
        queues.ShouldAllBe(queue => queue.ConsumerOffset == (queue.Queue == place ? 4 : 10));
        queues.Single(queue => queue.Queue == place).ResetAt.ShouldNotBeNull();
    }

    [Fact]
    [Trait("Behaviour", "H4")]
    public async Task Reset_ToATimeOnlineOnABrokerOf49_LeadsEveryQueueThere()
    {
        await using var cluster = await StartAsync(Wire.Foreign49);
        var listener = new RecordingListener();
        await cluster.StartConsumerAsync(Group, Topic, listener);
        await cluster.SendAsync(Topic, 80);
        await cluster.UntilDrainedAsync(Group, Topic);
        cluster.Clock.Advance(TimeSpan.FromMinutes(1));
        var time = cluster.Clock.GetUtcNow();
        await cluster.SendAsync(Topic, 24);
        var drained = await cluster.UntilDrainedAsync(Group, Topic);
        var targets = await Task.WhenAll(ScenarioCluster.OfTopic(drained, Topic).Select(async queue => new QueueResetTarget(
            queue.Queue, (await cluster.Admin.SearchOffsetAsync(queue.Queue, time, CancellationToken.None)).Offset)));

        var rows = await cluster.Admin.ResetOffsetsAsync(Group, targets, CancellationToken.None);

        rows.ShouldAllBe(row => row.Before == 13 && row.After == 10 && row.Error == null);
        await cluster.Pump.UntilAsync(listener.ReceivedAsync(104 + 24), "what was sent after the time, again");
        await cluster.UntilDrainedAsync(Group, Topic);
        listener.Places.Count(place => place.Offset >= 10).ShouldBe(2 * 24);
    }

    [Fact]
    public async Task Broadcasting_Offsets_AreKeptByTheClients()
    {
        await using var cluster = await StartAsync(Wire.Foreign49);
        var options = ScenarioCluster.OptionsOf(Group, Topic) with { MessageModel = Engine.Protocol.Bodies.MessageModel.Broadcasting };
        await cluster.StartConsumerAsync(options, new RecordingListener());
        await cluster.SendAsync(Topic, 8);

        var figures = await cluster.UntilAsync(Group, group => group.Members.Count == 1, "the member");

        figures.Model.ShouldBe(Engine.Protocol.Bodies.MessageModel.Broadcasting);
        ScenarioCluster.OfTopic(figures, Topic).ShouldAllBe(queue => queue.ConsumerOffset == null && QueueLag.Of(queue) == null);
    }

    private static Task<ScenarioCluster> StartAsync(Wire wire, int queues = 4, params string[] brokers) =>
        ScenarioCluster.StartAsync(wire, new TopicSettings(Topic, queues, 6, brokers.Length == 0 ? null : brokers));

    private static Func<GroupFigures, bool> IsOwned(int queues) =>
        group => ScenarioCluster.OfTopic(group, Topic).Count(queue => queue.Owner is not null) == queues;

    private static TimeSpan? TimeLagOf(GroupFigures group) =>
        QueueTimes.TimeLag(ScenarioCluster.OfTopic(group, Topic).ShouldHaveSingleItem(), group.SampledAt);
}
