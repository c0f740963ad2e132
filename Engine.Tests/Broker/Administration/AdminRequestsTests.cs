using System.Text;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;

namespace Engine.Tests.Broker.Administration;

/// <summary>What mqadmin and dashboards ask a broker beside what clients ask.</summary>
public sealed class AdminRequestsTests
{
    [Fact]
    public async Task ProducerConnections_OnlineGroup_NamesThemAndAnUnknownOneIsAnError()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = harness.NewClient();
        await client.ProduceAsync();

        const int code = RequestCode.GetProducerConnectionList;
        var online = await client.CallOkAsync(code, new ProducerGroupHeader { ProducerGroup = "ProducerA" });
        var unknown = await client.CallAsync(code, new ProducerGroupHeader { ProducerGroup = "Nobody" });

        online.ReadBody<ProducerConnectionBody>().ConnectionSet.ShouldHaveSingleItem().ClientId.ShouldBe(client.ClientId);
        (unknown.Code, unknown.Remark).ShouldBe((ResponseCode.SystemError, "the producer group[Nobody] not exist"));
    }

    [Fact]
    public async Task EarliestStoreTime_IsOfTheFirstMessageAndMinusOneWithoutOne()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        var stored = harness.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        await client.SendOkAsync(count: 2);

        (await EarliestAsync(client, 0)).ShouldBe(stored);
        (await EarliestAsync(client, 1)).ShouldBe(-1);
    }

    [Fact]
    public async Task TimeSpan_TellsHowFarAGroupIsAndHowLongTheNextMessageWaits()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        var first = harness.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        await client.SendOkAsync();
        harness.Clock.Advance(TimeSpan.FromSeconds(2));
        await client.SendOkAsync();
        await client.CommitAsync(1);
        harness.Clock.Advance(TimeSpan.FromSeconds(3));

        var answer = await client.CallOkAsync(
            RequestCode.QueryConsumeTimeSpan, new ConsumeTimeSpanHeader { Topic = BrokerClient.Topic, Group = BrokerClient.Group });

        var span = answer.ReadBody<ConsumeTimeSpanBody>().ConsumeTimeSpanSet.Single(queue => queue.MessageQueue.QueueId == 0);
        (span.MinTimeStamp, span.MaxTimeStamp, span.ConsumeTimeStamp, span.DelayTime).ShouldBe((first, first + 2000, first, 3000));
        span.MinTimeStampStr.ShouldBe("2024-01-02#03:04:05:678");
    }

    [Fact]
    public async Task ConsumeStats_OffsetFarAboveTheEnd_AreAnswered()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        await client.CommitAsync(long.MaxValue - 1);
        await client.SendOkAsync();

        var stats = (await client.CallOkAsync(
            RequestCode.GetConsumeStats, new GetConsumeStatsHeader { ConsumerGroup = BrokerClient.Group })).ReadBody<ConsumeStatsBody>();

        stats.OffsetTable.Values.ShouldContain(queue => queue.ConsumerOffset == long.MaxValue - 1 && queue.LastTimestamp == 0);
    }

    [Fact]
    public async Task LockWithoutQueues_IsRefusedWithTheFieldThatIsMissing()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var request = RemotingCommand.Request(RequestCode.LockBatchMq) with
        {
            Body = Encoding.UTF8.GetBytes("""{"clientId":"c","consumerGroup":"g"}"""),
        };

        var answer = await harness.NewClient().CallAsync(request);

        answer.Code.ShouldBe(ResponseCode.SystemError);
        answer.Remark!.ShouldContain("mqSet");
    }

    [Fact]
    public async Task CloneOffsets_WithoutATopic_CopiesAllOfTheGroup()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        await client.SendOkAsync(count: 3);
        await client.CommitAsync(2);

        await client.CallOkAsync(
            RequestCode.CloneGroupOffset, new CloneGroupOffsetHeader { SourceGroup = BrokerClient.Group, DestinationGroup = "GroupB" });

        harness.Tables.Offsets.Find("GroupB", BrokerClient.Topic, 0).ShouldBe(2);
    }

    [Fact]
    public async Task CorrectionOffsets_AreTheSmallestOfAllGroupsButThoseLeftOut()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        await client.SendOkAsync(count: 5);
        await client.CommitAsync(4);
        await client.CommitAsync(3, group: "GroupB");
        await client.CommitAsync(1, group: "GroupC");

        var answer = await client.CallOkAsync(RequestCode.QueryCorrectionOffset, new CorrectionOffsetHeader
        {
            CompareGroup = BrokerClient.Group,
            Topic = BrokerClient.Topic,
            FilterGroups = "GroupC",
        });

        answer.ReadBody<CorrectionOffsetsBody>().CorrectionOffsets.ShouldBe(new Dictionary<int, long> { [0] = 3 });
        harness.Tables.Offsets.Find("GroupC", BrokerClient.Topic, 0).ShouldBe(1, "asking changes nothing");
    }

    [Fact]
    public async Task BrokerConsumeStats_HasEveryGroupAndTheirTotal()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        await client.SendOkAsync(count: 5);
        await client.CommitAsync(3);

        var answer = await client.CallOkAsync(RequestCode.GetBrokerConsumeStats, new BrokerConsumeStatsHeader { IsOrder = false });

        var body = answer.ReadBody<ConsumeStatsListBody>();
        body.TotalDiff.ShouldBe(2);
        body.ConsumeStatsList.SelectMany(group => group.Keys).ShouldContain(BrokerClient.Group);
        Encoding.UTF8.GetString(answer.WriteBody().Span).ShouldContain("\"offsetTable\":{{\"");
    }

    [Fact]
    public async Task ConsumeQueue_TellsEntriesAndRefusesWhatIsOutside()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync(tags: "TagA");
        await client.SendOkAsync(tag: "TagA");
        await client.SendOkAsync(tag: "TagB");

        var body = (await QueueAsync(client, 0, 10)).ReadBody<ConsumeQueueBody>();
        (body.MinQueueIndex, body.MaxQueueIndex).ShouldBe((0, 2));
        body.QueueData.Select(entry => (entry.PhysicOffset, entry.Eval)).ShouldBe([(0, true), (body.QueueData[0].PhysicSize, false)]);
        (await QueueAsync(client, 2, 10)).Body.Length.ShouldBe(0);
        (await QueueAsync(client, 0, 1001)).Remark.ShouldBe("the field 'count' is 1 to 1000, not 1001");
    }

    [Fact]
    public async Task TopicList_OneOfThemIsIllegal_NoneIsMade()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = harness.NewClient();

        var answer = await client.CallAsync(RequestCode.UpdateAndCreateTopicList, body: new TopicConfigListBody
        {
            TopicConfigList = [new TopicConfig { TopicName = "Fine" }, new TopicConfig { TopicName = "TBW102" }],
        });

        answer.Code.ShouldBe(ResponseCode.SystemError);
        harness.Tables.Topics.Find("Fine").ShouldBeNull();
    }

    [Theory]
    [InlineData(4096, true)]
    [InlineData(4097, false)]
    [InlineData(int.MaxValue, false)]
    [InlineData(-1, false)]
    public async Task NumberOfQueues_OutsideWhatATopicMayHave_IsRefusedByTheNameOfItsField(int queues, bool isTaken)
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = harness.NewClient();
        var topic = new TopicConfig { TopicName = "Wide", ReadQueueNums = 1, WriteQueueNums = queues };
        var group = new SubscriptionGroupConfig { GroupName = "wide", RetryQueueNums = queues };

        var ofTopic = await client.CallAsync(
            RequestCode.UpdateAndCreateTopicList, body: new TopicConfigListBody { TopicConfigList = [topic] });
        var ofGroup = await client.CallAsync(RequestCode.UpdateAndCreateSubscriptionGroup, body: group);

        ofTopic.Code.ShouldBe(isTaken ? ResponseCode.Success : ResponseCode.SystemError);
        ofGroup.Code.ShouldBe(ofTopic.Code);
        (ofTopic.Remark ?? "").Contains("writeQueueNums", StringComparison.Ordinal).ShouldBe(!isTaken);
        (ofGroup.Remark ?? "").Contains("retryQueueNums", StringComparison.Ordinal).ShouldBe(!isTaken);
        (harness.Tables.Topics.Find("Wide") is not null).ShouldBe(isTaken);
    }

    [Fact]
    public async Task SavedTable_WithATopicOfTooManyQueues_IsCutToWhatATopicMayHave()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var wide = new TopicConfig { TopicName = "Wide", ReadQueueNums = int.MaxValue, WriteQueueNums = 3 };

        harness.Tables.Topics.Load([], new TopicConfigTableBody
        {
            DataVersion = new DataVersion(),
            TopicConfigTable = new Dictionary<string, TopicConfig> { ["Wide"] = wide },
        });

        harness.Tables.Topics.Find("Wide").ShouldBe(wide with { ReadQueueNums = 4096 });
    }

    [Fact]
    public async Task OneTopicAndOneGroup_AreToldAsTheyAre()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();

        (await client.CallOkAsync(RequestCode.GetTopicConfig, new TopicHeader { Topic = BrokerClient.Topic }))
            .ReadBody<TopicConfig>().ReadQueueNums.ShouldBe(4);
        (await client.CallOkAsync(RequestCode.GetSubscriptionGroupConfig, new GroupHeader { Group = BrokerClient.Group }))
            .ReadBody<SubscriptionGroupConfig>().RetryMaxTimes.ShouldBe(16);
        (await client.CallAsync(RequestCode.GetTopicConfig, new TopicHeader { Topic = "Nothing" })).Code
            .ShouldBe(ResponseCode.TopicNotExist);
    }

    private static async Task<long> EarliestAsync(BrokerClient client, int queueId) =>
        (await client.CallOkAsync(RequestCode.GetEarliestMsgStoreTime, new QueueHeader { Topic = BrokerClient.Topic, QueueId = queueId }))
        .ReadHeader<EarliestStoreTimeHeader>().Timestamp;

    private static Task<RemotingCommand> QueueAsync(BrokerClient client, long index, int count) =>
        client.CallAsync(RequestCode.QueryConsumeQueue, new QueryConsumeQueueHeader
        {
            Topic = BrokerClient.Topic,
            QueueId = 0,
            Index = index,
            Count = count,
            ConsumerGroup = BrokerClient.Group,
        });
}
