using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Tests.Store;

namespace Engine.Tests.Broker.Topics;

public sealed class TopicHandlerTests
{
    [Fact]
    public async Task Create_IsThereAfterARestart()
    {
        await using var harness = await BrokerHarness.StartAsync();
        await harness.NewClient().CreateTopicAsync("TopicB", 5, 4);
        var version = harness.Tables.Topics.ToBody().DataVersion;

        await harness.RestartAsync();

        var table = (await harness.NewClient().CallOkAsync(RequestCode.GetAllTopicConfig)).ReadBody<TopicConfigTableBody>();
        table.TopicConfigTable["TopicB"].ShouldBe(
            new TopicConfig { TopicName = "TopicB", ReadQueueNums = 5, WriteQueueNums = 5, Perm = 4 });
        table.DataVersion.ShouldBe(version);
    }

    [Theory]
    [InlineData("TBW102")]
    [InlineData("embedded")]
    [InlineData("broker-a")]
    [InlineData("rmq_sys_something")]
    [InlineData("no spaces")]
    [InlineData("")]
    public async Task CreateAndDelete_SystemOrIllegalName_IsRefused(string topic)
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = harness.NewClient();
        var create = new CreateTopicHeader { Topic = topic, ReadQueueNums = 1, WriteQueueNums = 1, Perm = 6 };

        (await client.CallAsync(RequestCode.UpdateAndCreateTopic, create)).Code.ShouldBe(ResponseCode.SystemError);
        (await client.CallAsync(RequestCode.DeleteTopicInBroker, new TopicHeader { Topic = topic })).Code
            .ShouldBe(ResponseCode.SystemError);
    }

    [Fact]
    public async Task Delete_TakesQueuesAndOffsetsWithIt()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await ConsumedAsync(harness);

        await client.CallOkAsync(RequestCode.DeleteTopicInBroker, new TopicHeader { Topic = BrokerClient.Topic });

        (await client.CommitAsync(3)).Code.ShouldBe(ResponseCode.TopicNotExist);
        await client.CreateTopicAsync();
        harness.Tables.Store.GetBounds(BrokerClient.Topic, 0).Max.ShouldBe(0);
        harness.Tables.Offsets.Find(BrokerClient.Group, BrokerClient.Topic, 0).ShouldBeNull();
    }

    [Fact]
    public async Task Delete_DiskRefusedHalfWay_TheNextOneTakesQueuesAndOffsets()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await ConsumedAsync(harness);
        var obstacle = Directory.CreateDirectory(Path.Combine(harness.Options.StoreFolder, "queues.json.tmp"));
        var delete = new TopicHeader { Topic = BrokerClient.Topic };
        (await client.CallAsync(RequestCode.DeleteTopicInBroker, delete)).Code.ShouldBe(ResponseCode.SystemError);
        harness.Tables.Store.GetBounds(BrokerClient.Topic, 0).Max.ShouldBe(3);

        obstacle.Delete();
        await client.CallOkAsync(RequestCode.DeleteTopicInBroker, delete);

        harness.Tables.Store.Queues.ShouldNotContain((BrokerClient.Topic, 0));
        harness.Tables.Offsets.Find(BrokerClient.Group, BrokerClient.Topic, 0).ShouldBeNull();
    }

    [Fact]
    public async Task Delete_TopicFolderCannotBeEmptied_TakesTheOffsetsAllTheSame()
    {
        await using var harness = await BrokerHarness.StartAsync();
        await ConsumedAsync(harness);
        await harness.RestartAsync();
        var topic = Path.Combine(harness.Options.StoreFolder, "consumequeue", BrokerClient.Topic);
        LongPath.FillUp(topic);

        await harness.NewClient("operator").CallOkAsync(RequestCode.DeleteTopicInBroker, new TopicHeader { Topic = BrokerClient.Topic });

        harness.Tables.Store.Queues.ShouldNotContain((BrokerClient.Topic, 0));
        harness.Tables.Offsets.Find(BrokerClient.Group, BrokerClient.Topic, 0).ShouldBeNull();
        LongPath.Free(topic + ".deleted", harness.Options.StoreFolder);
    }

    [Fact]
    public async Task Delete_TopicFolderCannotBeRenamed_TakesTheOffsetsAllTheSame()
    {
        await using var harness = await BrokerHarness.StartAsync();
        await ConsumedAsync(harness);
        await harness.RestartAsync();
        var topic = Path.Combine(harness.Options.StoreFolder, "consumequeue", BrokerClient.Topic);
        await File.WriteAllTextAsync(topic + ".deleted", "not a folder");

        var answer = await harness.NewClient("operator")
            .CallAsync(RequestCode.DeleteTopicInBroker, new TopicHeader { Topic = BrokerClient.Topic });

        answer.Code.ShouldBe(ResponseCode.SystemError);
        harness.Tables.Offsets.Find(BrokerClient.Group, BrokerClient.Topic, 0).ShouldBeNull();
    }

    [Fact]
    public async Task Delete_PullIsHeld_IsAnsweredThatTheTopicIsGone()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        var pull = client.PullAsync(BrokerClient.Pull());

        await harness.NewClient("other").CallOkAsync(RequestCode.DeleteTopicInBroker, new TopicHeader { Topic = BrokerClient.Topic });

        (await Soon.Within(pull, "the held pull to end")).Code.ShouldBe(ResponseCode.TopicNotExist);
    }

    [Fact]
    public async Task Statistics_PerQueue_GivesBoundsAndTheNewestStoreTime()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = harness.NewClient();
        await client.CreateTopicAsync(queues: 2);
        await client.SendOkAsync(count: 2);
        var stored = harness.Clock.GetUtcNow().ToUnixTimeMilliseconds();

        var answer = await client.CallOkAsync(RequestCode.GetTopicStatsInfo, new TopicHeader { Topic = BrokerClient.Topic });

        var table = answer.ReadBody<TopicStatsBody>().OffsetTable;
        table.Count.ShouldBe(2);
        table[new MessageQueue(BrokerClient.Topic, "broker-a", 0)].ShouldBe(
            new TopicOffset { MinOffset = 0, MaxOffset = 2, LastUpdateTimestamp = stored });
        table[new MessageQueue(BrokerClient.Topic, "broker-a", 1)].ShouldBe(new TopicOffset { MinOffset = 0, MaxOffset = 0 });
        (await client.CallAsync(RequestCode.GetTopicStatsInfo, new TopicHeader { Topic = "Nowhere" })).Code
            .ShouldBe(ResponseCode.TopicNotExist);
    }

    /// <summary>A consumer of three messages that it has committed.</summary>
    private static async Task<BrokerClient> ConsumedAsync(BrokerHarness harness)
    {
        var client = await harness.NewConsumerAsync();
        await client.SendOkAsync(count: 3);
        await client.CommitAsync(3);
        return client;
    }
}
