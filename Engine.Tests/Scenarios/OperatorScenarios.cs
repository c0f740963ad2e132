using Engine.Admin.Topics;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;

namespace Engine.Tests.Scenarios;

/// <summary>What operators' tools ask of a member through its broker.</summary>
[Trait("Behaviour", "D8")]
public sealed class OperatorScenarios
{
    private const string Topic = "orders";
    private const string Group = "billing";

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    public async Task RunningInfo_MemberAtWork_TellsItsQueuesAndRates(Wire wire)
    {
        await using var cluster = await StartAsync(wire);
        var listener = new RecordingListener { Fails = message => message.Body.Span[0] == 7 };
        var consumer = await cluster.StartConsumerAsync(Group, Topic, listener);
        await cluster.SendAsync(Topic, 20);
        await cluster.UntilDrainedAsync(Group, Topic);
        cluster.Clock.Advance(TimeSpan.FromSeconds(10));

        var header = new GetConsumerRunningInfoHeader { ConsumerGroup = Group, ClientId = consumer.ClientId };
        var answer = await cluster.AskBrokerAsync(RemotingCommand.Request(RequestCode.GetConsumerRunningInfo, header));

        answer.Code.ShouldBe(ResponseCode.Success, answer.Remark);
        var info = answer.ReadBody<ConsumerRunningInfoBody>();
        info.MqTable.Where(pair => pair.Key.Topic == Topic).Select(pair => pair.Value.CommitOffset).ShouldBe([5, 5, 5, 5]);
        info.MqTable.Keys.ShouldBe(consumer.AssignedQueues, ignoreOrder: true);
        info.StatusTable[Topic].ConsumeOkTps.ShouldBeGreaterThan(0);
        info.StatusTable[Topic].PullTps.ShouldBeGreaterThan(0);
        consumer.Rates[Topic].ConsumeFailedRate.ShouldBeGreaterThan(0);
        info.Properties["PROP_CONSUME_TYPE"].ShouldBe("CONSUME_PASSIVELY");
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    public async Task ConsumeDirectly_StoredMessage_ReachesTheListenerAndMovesNoOffset(Wire wire)
    {
        await using var cluster = await StartAsync(wire);
        var listener = new RecordingListener();
        var consumer = await cluster.StartConsumerAsync(Group, Topic, listener);
        await cluster.SendAsync(Topic, 8);
        await cluster.UntilDrainedAsync(Group, Topic);
        var stored = listener.Received.First(message => message.BrokerName == "broker-a");

        var header = new ConsumeMessageDirectlyHeader
        {
            ConsumerGroup = Group,
            ClientId = consumer.ClientId,
            MsgId = stored.OffsetMessageId,
        };
        var answer = await cluster.AskBrokerAsync(RemotingCommand.Request(RequestCode.ConsumeMessageDirectly, header));

        answer.Code.ShouldBe(ResponseCode.Success, answer.Remark);
        answer.ReadBody<ConsumeMessageDirectlyBody>().ConsumeResult.ShouldBe(DirectConsumption.Success);
        listener.Places.Count(place => place.Offset == stored.QueueOffset && place.Queue.QueueId == stored.QueueId
            && place.Queue.BrokerName == "broker-a").ShouldBe(2);
        consumer.Statistics.ConsumedOk.ShouldBe(8);
        ScenarioCluster.Lag(await cluster.ReadAsync(Group), Topic).ShouldBe(0);
    }

    private static Task<ScenarioCluster> StartAsync(Wire wire) =>
        ScenarioCluster.StartAsync(wire, new TopicSettings(Topic, 2));
}
