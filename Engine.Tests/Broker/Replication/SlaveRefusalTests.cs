using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;

namespace Engine.Tests.Broker.Replication;

[Trait("Behaviour", "G2")]
public sealed class SlaveRefusalTests
{
    [Theory]
    [InlineData(RequestCode.SendMessage, ResponseCode.ServiceNotAvailable)]
    [InlineData(RequestCode.SendMessageV2, ResponseCode.ServiceNotAvailable)]
    [InlineData(RequestCode.SendBatchMessage, ResponseCode.ServiceNotAvailable)]
    [InlineData(RequestCode.ConsumerSendMsgBack, ResponseCode.ServiceNotAvailable)]
    [InlineData(RequestCode.SendReplyMessage, ResponseCode.ServiceNotAvailable)]
    [InlineData(RequestCode.SendReplyMessageV2, ResponseCode.ServiceNotAvailable)]
    [InlineData(RequestCode.EndTransaction, ResponseCode.SlaveNotAvailable)]
    [InlineData(RequestCode.UpdateConsumerOffset, ResponseCode.SystemError)]
    [InlineData(RequestCode.InvokeBrokerToResetOffset, ResponseCode.SystemError)]
    [InlineData(RequestCode.CloneGroupOffset, ResponseCode.SystemError)]
    [InlineData(RequestCode.UpdateAndCreateTopic, ResponseCode.SystemError)]
    [InlineData(RequestCode.UpdateAndCreateTopicList, ResponseCode.SystemError)]
    [InlineData(RequestCode.DeleteTopicInBroker, ResponseCode.SystemError)]
    [InlineData(RequestCode.CleanUnusedTopic, ResponseCode.SystemError)]
    [InlineData(RequestCode.UpdateAndCreateSubscriptionGroup, ResponseCode.SystemError)]
    [InlineData(RequestCode.UpdateAndCreateSubscriptionGroupList, ResponseCode.SystemError)]
    [InlineData(RequestCode.DeleteSubscriptionGroup, ResponseCode.SystemError)]
    [InlineData(RequestCode.UpdateBrokerConfig, ResponseCode.SystemError)]
    [InlineData(RequestCode.LockBatchMq, ResponseCode.SystemError)]
    [InlineData(RequestCode.UnlockBatchMq, ResponseCode.SystemError)]
    public async Task G2_Change_IsRefused_AndTheRemarkNamesTheSlaveAndItsMaster(int code, int expected)
    {
        await using var slave = await SlaveHarness.StartAsync();

        var answer = await slave.Broker.NewClient().CallAsync(code);

        answer.Code.ShouldBe(expected);
        answer.Remark!.ShouldStartWith("broker broker-a (id 1, 127.0.0.1:10911) is a slave and ");
        answer.Remark.ShouldEndWith($"its master is at {TableMaster.Address}");
    }

    [Fact]
    public async Task Settings_OfASlave_TellItsRole()
    {
        await using var slave = await SlaveHarness.StartAsync(change: options => options with { SlaveReadEnable = true });

        var answer = await slave.Broker.NewClient().CallOkAsync(RequestCode.GetBrokerConfig);

        var settings = PropertiesText.Read(answer.Body.Span)!;
        settings["brokerRole"].ShouldBe("SLAVE");
        settings["brokerId"].ShouldBe("1");
        settings["slaveReadEnable"].ShouldBe("true");
    }

    [Fact]
    public async Task G2_OneWayCommit_IsDropped()
    {
        await using var slave = await SlaveHarness.StartAsync();
        slave.Master.Offsets["TopicA@GroupA"] = new Dictionary<int, long> { [0] = 5 };
        await slave.SyncFirstAsync();
        await slave.NextTurnAsync(TimeSpan.FromSeconds(10));
        var client = slave.Broker.NewClient();
        var commit = RemotingCommand.Request(RequestCode.UpdateConsumerOffset, new UpdateConsumerOffsetHeader
        {
            ConsumerGroup = BrokerClient.Group,
            Topic = BrokerClient.Topic,
            QueueId = 0,
            CommitOffset = 9,
        });

        await client.SendOneWayAsync(commit);

        // Answered behind it on the same connection.
        var offset = await client.QueryAsync();
        offset.ReadHeader<OffsetResponseHeader>().Offset.ShouldBe(5);
    }

    [Fact]
    public async Task G2_Heartbeat_IsTaken_ButMakesNeitherGroupNorRetryTopic()
    {
        await using var slave = await SlaveHarness.StartAsync();
        var client = slave.Broker.NewClient();

        await client.HeartbeatAsync();

        slave.Broker.Tables.Groups.Find(BrokerClient.Group).ShouldBeNull();
        slave.Broker.Tables.Topics.Find("%RETRY%" + BrokerClient.Group).ShouldBeNull();
        var members = await client.CallOkAsync(
            RequestCode.GetConsumerListByGroup, new ConsumerGroupHeader { ConsumerGroup = BrokerClient.Group });
        members.ReadBody<ConsumerListBody>().ConsumerIdList.ShouldBe([client.ClientId]);
    }
}
