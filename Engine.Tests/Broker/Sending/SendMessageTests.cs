using System.Text;
using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;

namespace Engine.Tests.Broker.Sending;

public sealed class SendMessageTests
{
    [Fact]
    [Trait("Behaviour", "B6")]
    public async Task Send_UnknownTopic_IsMadeFromTheTemplate()
    {
        await using var harness = await BrokerHarness.StartAsync();

        var answer = await harness.NewClient().SendAsync();

        answer.Code.ShouldBe(ResponseCode.Success, answer.Remark);
        var topic = harness.Tables.Topics.Find(BrokerClient.Topic).ShouldNotBeNull();
        (topic.ReadQueueNums, topic.WriteQueueNums, topic.Perm).ShouldBe((4, 4, 6));
        harness.Registrations(RequestCode.RegisterBroker)[^1].IsOneWay.ShouldBeTrue();
    }

    [Fact]
    [Trait("Behaviour", "B6")]
    public async Task Send_UnknownTopicAndSwitchedOff_IsRefused()
    {
        await using var harness = await BrokerHarness.StartAsync(options => options with { AutoCreateTopic = false });

        var answer = await harness.NewClient().SendAsync();

        answer.Code.ShouldBe(ResponseCode.TopicNotExist);
        answer.Remark!.ShouldStartWith("topic[TopicA] not exist, apply first please!");
        harness.Tables.Topics.Find(BrokerClient.Topic).ShouldBeNull();
    }

    [Fact]
    public async Task Send_Stored_AnswersPlaceAndId()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = harness.NewClient();
        await client.SendOkAsync(queueId: 2);

        var header = (await client.SendAsync(queueId: 2)).ReadHeader<SendMessageResponseHeader>();

        (header.QueueId, header.QueueOffset, header.MsgRegion, header.TraceOn, header.TransactionId)
            .ShouldBe((2, 1L, "DefaultRegion", "true", null));
        OffsetMessageId.TryParse(header.MsgId, out var id).ShouldBeTrue();
        id.StoreHost.ToString().ShouldBe(BrokerHarness.Address);
        harness.Tables.Store.ReadRecord(id.PhysicalOffset).ShouldNotBeNull();
    }

    [Fact]
    public async Task Send_Refused_StillCarriesRegionAndTrace()
    {
        await using var harness = await BrokerHarness.StartAsync();

        var answer = await harness.NewClient().SendAsync("SELF_TEST_TOPIC");

        answer.Code.ShouldBe(ResponseCode.NoPermission);
        answer.WriteHeader().ShouldBe(
            new Dictionary<string, string> { ["MSG_REGION"] = "DefaultRegion", ["TRACE_ON"] = "true" }, ignoreOrder: true);
    }

    [Fact]
    public async Task Send_Plain_GetsTheClusterAndLosesWait()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        var properties = PropertyString.With(PropertyString.With("", "WAIT", "true"), "KEYS", "k1");

        await client.SendAsync(properties: properties);

        var stored = await FirstPropertiesAsync(client);
        stored.ShouldBe(new Dictionary<string, string> { ["KEYS"] = "k1", ["CLUSTER"] = "embedded" }, ignoreOrder: true);
    }

    [Fact]
    public async Task Send_QueueLeftToTheBroker_UsesOnlyWritableQueues()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = harness.NewClient();
        await client.CallOkAsync(
            RequestCode.UpdateAndCreateTopic,
            new CreateTopicHeader { Topic = BrokerClient.Topic, ReadQueueNums = 8, WriteQueueNums = 2, Perm = 6 });

        var chosen = new HashSet<int>();
        for (var i = 0; i < 40; i++)
            chosen.Add((await client.SendAsync(queueId: -1)).ReadHeader<SendMessageResponseHeader>().QueueId);

        chosen.ShouldBe([0, 1], ignoreOrder: true);
    }

    [Theory]
    [InlineData(RequestCode.SendBatchMessage, false)]
    [InlineData(RequestCode.SendMessageV2, true)]
    public async Task Send_Batch_StoresEveryItemAndNamesAllIds(int code, bool flagged)
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        var body = BatchBodyWriter.Encode([(Item("a"), ""), (Item("b"), ""), (Item("c"), "")]);

        var answer = await client.CallAsync(
            RemotingCommand.Request(code, BrokerClient.Send() with { Batch = flagged }) with { Body = body });

        answer.Code.ShouldBe(ResponseCode.Success, answer.Remark);
        var header = answer.ReadHeader<SendMessageResponseHeader>();
        header.QueueOffset.ShouldBe(0);
        header.MsgId!.Split(',').Length.ShouldBe(3);
        harness.Tables.Store.GetBounds(BrokerClient.Topic, 0).Max.ShouldBe(3);
        (await FirstPropertiesAsync(client))["CLUSTER"].ShouldBe("embedded");
    }

    [Fact]
    public async Task Send_BodyOverTheLimit_IsRefusedAndMakesNoTopic()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var request = RemotingCommand.Request(RequestCode.SendMessageV2, BrokerClient.Send()) with
        {
            Body = new byte[MessageLimits.MaxBodyBytes + 1],
        };

        (await harness.NewClient().CallAsync(request)).Code.ShouldBe(ResponseCode.MessageIllegal);

        harness.Tables.Topics.Find(BrokerClient.Topic).ShouldBeNull();
    }

    private static Message Item(string body) => new() { Topic = BrokerClient.Topic, Body = Encoding.UTF8.GetBytes(body) };

    private static async Task<IReadOnlyDictionary<string, string>> FirstPropertiesAsync(BrokerClient client)
    {
        var answer = await Soon.Within(client.PullAsync(BrokerClient.Pull() with { SysFlag = 4, Subscription = "*" }), "an answer");
        answer.Code.ShouldBe(ResponseCode.Success, answer.Remark);
        return MessageRecordReader.ReadAll(answer.Body)[0].Properties;
    }
}
