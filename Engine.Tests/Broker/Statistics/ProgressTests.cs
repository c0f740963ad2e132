using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;

namespace Engine.Tests.Broker.Statistics;

[Trait("Behaviour", "H1")]
public sealed class ProgressTests
{
    [Fact]
    public async Task Read_OnlineGroup_ShowsEveryQueueWithItsFigures()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        await client.SendOkAsync(count: 2);
        var first = harness.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        harness.Clock.Advance(TimeSpan.FromSeconds(1));
        await client.SendOkAsync(count: 3);
        await Soon.Within(client.PullAsync(BrokerClient.Pull()), "an answer");
        await client.CommitAsync(2);

        var body = await ReadAsync(client, new GetQueueProgressHeader { ConsumerGroup = BrokerClient.Group });

        var group = body.Groups.ShouldHaveSingleItem();

        group.Members.ShouldHaveSingleItem().ClientId.ShouldBe("client-1");
        group.MembersChangedAt.ShouldBe(first);
        group.ConsumeType.ShouldBe(ConsumeType.Passively);
        group.Subscriptions.ShouldHaveSingleItem().Topic.ShouldBe(BrokerClient.Topic);
        group.Queues.Count.ShouldBe(4);
        group.Queues[0].ShouldBe(new QueueProgress
        {
            Topic = BrokerClient.Topic,
            QueueId = 0,
            MinOffset = 0,
            MaxOffset = 5,
            ConsumerOffset = 2,
            PulledOffset = 5,
            LastConsumedAt = first,
            NextStoredAt = first + 1000,
            Owner = "client-1",
            LastPulledAt = first + 1000,
        });
        group.Queues[3].ShouldBe(new QueueProgress { Topic = BrokerClient.Topic, QueueId = 3, MinOffset = 0, MaxOffset = 0 });
    }

    [Fact]
    [Trait("Behaviour", "H4")]
    public async Task Read_QueueWasReset_TellsWhenAndOfThatQueueOnly()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        await client.SendOkAsync(count: 3);
        await client.CommitAsync(3);
        await client.ResetAsync(1);
        var at = harness.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        harness.Clock.Advance(TimeSpan.FromSeconds(5));

        var queues = (await ReadAsync(client, new GetQueueProgressHeader { ConsumerGroup = BrokerClient.Group })).Groups[0].Queues;

        queues.Select(queue => queue.ResetAt).ShouldBe([at, null, null, null]);
        queues[0].ConsumerOffset.ShouldBe(1);
    }

    [Fact]
    public async Task Read_OfflineGroup_HasNoMembersAndNoOwners()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        await client.SendOkAsync();
        await Soon.Within(client.PullAsync(BrokerClient.Pull()), "an answer");
        await client.CommitAsync(1);
        client.CloseConnections();

        var group = (await ReadAsync(client, new GetQueueProgressHeader { ConsumerGroup = BrokerClient.Group })).Groups.Single();

        group.Members.ShouldBeEmpty();
        group.ConsumeType.ShouldBeNull();
        group.MembersChangedAt.ShouldNotBeNull();
        group.Queues.ShouldAllBe(queue => queue.Owner == null && queue.PulledOffset == null);
        group.Queues[0].ConsumerOffset.ShouldBe(1);
        group.Queues[0].NextStoredAt.ShouldBeNull();
    }

    [Fact]
    public async Task Read_AllGroups_AreConfiguredStoredAndOnlineOnes()
    {
        await using var harness = await BrokerHarness.StartAsync(options => options with { AutoCreateSubscriptionGroup = false });
        var client = harness.NewClient();
        await client.CreateTopicAsync();
        await client.CallOkAsync(
            RequestCode.UpdateAndCreateSubscriptionGroup,
            body: new SubscriptionGroupConfig { GroupName = "Configured", ConsumeEnable = false });
        await client.CommitAsync(0, group: "Stored");
        await client.HeartbeatAsync("Online");

        var body = await ReadAsync(client, new GetQueueProgressHeader());

        body.Groups.Select(group => group.Group).ShouldBe(["Configured", "Online", "Stored"]);
        body.Groups[0].ConsumeEnabled.ShouldBeFalse();
        body.Topics.ShouldBeEmpty();
        body.BrokerName.ShouldBe(BrokerHarness.BrokerName);
        body.ChangeVersion.ShouldBe(harness.Tables.Changes.Current);
    }

    [Fact]
    public async Task Read_UnknownGroupOrTopic_IsRefused()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = harness.NewClient();

        var noGroup = await client.CallAsync(RequestCode.GetQueueProgress, new GetQueueProgressHeader { ConsumerGroup = "Nobody" });
        var noTopic = await client.CallAsync(RequestCode.GetQueueProgress, new GetQueueProgressHeader { Topic = "Nowhere" });

        noGroup.Code.ShouldBe(ResponseCode.SubscriptionGroupNotExist);
        noTopic.Code.ShouldBe(ResponseCode.TopicNotExist);
    }

    [Fact]
    public async Task Read_Topics_ShowTheirQueues()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = harness.NewClient();
        await client.CreateTopicAsync(queues: 2);
        await client.SendOkAsync(queueId: 1);

        var one = await ReadAsync(client, new GetQueueProgressHeader { Topic = BrokerClient.Topic, IncludeTopics = true });
        var all = await ReadAsync(client, new GetQueueProgressHeader { IncludeTopics = true });

        one.Topics.Select(queue => (queue.QueueId, queue.MaxOffset, queue.LastStoredAt.HasValue)).ShouldBe([(0, 0, false), (1, 1, true)]);
        all.Topics.Select(queue => queue.Topic).Distinct().ShouldContain("TBW102");
        all.Topics.ShouldNotContain(queue => queue.Topic == "BenchmarkTest");
    }

    [Fact]
    public async Task Read_WhileMessagesAreConsumed_NeverShowsAConsumerAheadOfTheBroker()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        var working = Task.Run(async () =>
        {
            for (var offset = 1; offset <= 300; offset++)
            {
                await client.SendOkAsync();
                await client.CommitAsync(offset);
            }
        });
        var reader = harness.NewClient("reader");

        while (!working.IsCompleted)
        {
            var queue = (await ReadAsync(reader, new GetQueueProgressHeader { ConsumerGroup = BrokerClient.Group })).Groups[0].Queues[0];
            queue.MaxOffset.ShouldBeGreaterThanOrEqualTo(queue.ConsumerOffset ?? 0);
        }

        await working;
    }

    [Fact]
    public async Task ConsumeStats_StoredTopics_AreShownAsRocketMqDoes()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        await client.SendOkAsync(count: 3);
        await client.CommitAsync(2);

        var answer = await client.CallOkAsync(
            RequestCode.GetConsumeStats, new GetConsumeStatsHeader { ConsumerGroup = BrokerClient.Group });

        var table = answer.ReadBody<ConsumeStatsBody>().OffsetTable;
        table.Count.ShouldBe(4);
        var stored = harness.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        table[new MessageQueue(BrokerClient.Topic, BrokerHarness.BrokerName, 0)].ShouldBe(
            new OffsetWrapper { BrokerOffset = 3, ConsumerOffset = 2, LastTimestamp = stored });
        table[new MessageQueue(BrokerClient.Topic, BrokerHarness.BrokerName, 1)].ShouldBe(new OffsetWrapper { BrokerOffset = 0 });
    }

    private static async Task<QueueProgressBody> ReadAsync(BrokerClient client, GetQueueProgressHeader header) =>
        (await client.CallOkAsync(RequestCode.GetQueueProgress, header)).ReadBody<QueueProgressBody>();
}
