using Engine.Client.Consuming;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;

namespace Engine.Tests.Client.Consuming;

/// <summary>A message that an operator has the listener consume.</summary>
public sealed class ConsumeDirectlyTests : IAsyncLifetime
{
    private const string Topic = FakeCluster.Topic;

    private readonly RecordingListener _listener = new();
    private readonly RecordingOrderlyListener _orderly = new();
    private FakeCluster _cluster = null!;

    private ScriptedNode Broker => _cluster.A.Node;

    public async Task InitializeAsync() => _cluster = await FakeCluster.StartAsync(queuesOnA: 1);

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Theory]
    [InlineData(ConsumeStatus.Success, nameof(DirectConsumption.Success))]
    [InlineData(ConsumeStatus.ReconsumeLater, nameof(DirectConsumption.Later))]
    [InlineData(null, nameof(DirectConsumption.ReturnNull))]
    public async Task ConsumeDirectly_Answer_IsToldWithoutEffectOnOffsets(ConsumeStatus? status, string expected)
    {
        var consumer = await _cluster.StartConsumerAsync(_listener);
        await Broker.NextAsync(RequestCode.PullMessage);
        _listener.Script = (_, context, _) =>
        {
            context.Queue.ShouldBe(new MessageQueue("Other", "broker-a", 3));
            _cluster.Clock.Advance(TimeSpan.FromMilliseconds(30));
            return new(status);
        };

        var result = await DirectAsync(Records.Of("Other", 3, 77));

        result.ShouldBe(new ConsumeMessageDirectlyBody { ConsumeResult = Enum.Parse<DirectConsumption>(expected), SpentTimeMills = 30 });
        (await _listener.NextAsync()).ShouldHaveSingleItem().QueueOffset.ShouldBe(77);
        Broker.CodesCame.ShouldNotContain(RequestCode.ConsumerSendMsgBack);
        consumer.Statistics.ConsumedOk.ShouldBe(0);
    }

    [Fact]
    public async Task ConsumeDirectly_ListenerThrows_IsToldWithTheException()
    {
        await _cluster.StartConsumerAsync(_listener);
        await Broker.NextAsync(RequestCode.PullMessage);
        _listener.Script = (_, _, _) => throw new InvalidOperationException("scripted");

        var result = await DirectAsync(Records.Of(Topic, 0, 1));

        result.ConsumeResult.ShouldBe(DirectConsumption.ThrowException);
        result.Remark.ShouldBe("InvalidOperationException: scripted");
    }

    [Theory]
    [InlineData(ConsumeOrderlyStatus.Success, nameof(DirectConsumption.Success))]
    [InlineData(ConsumeOrderlyStatus.Commit, nameof(DirectConsumption.Commit))]
    [InlineData(ConsumeOrderlyStatus.Rollback, nameof(DirectConsumption.Rollback))]
    [InlineData(ConsumeOrderlyStatus.SuspendCurrentQueueAMoment, nameof(DirectConsumption.Later))]
    [InlineData(null, nameof(DirectConsumption.ReturnNull))]
    [Trait("Behaviour", "D7")]
    public async Task ConsumeDirectly_Orderly_IsToldWithItsCommitMode(ConsumeOrderlyStatus? status, string expected)
    {
        await _cluster.StartConsumerAsync(_orderly);
        await Broker.NextAsync(RequestCode.PullMessage);
        _orderly.Script = (_, context, _) =>
        {
            context.AutoCommit = false;
            return new(status);
        };

        var result = await DirectAsync(Records.Of(TopicNames.Retry(FakeCluster.Group), 0, 1, retryTopic: "Real"));

        result.ShouldBe(new ConsumeMessageDirectlyBody
        {
            Order = true,
            AutoCommit = false,
            ConsumeResult = Enum.Parse<DirectConsumption>(expected),
        });
        (await _orderly.NextAsync())[0].Topic.ShouldBe("Real");
    }

    [Fact]
    public async Task ConsumeDirectly_NoMessage_IsRefused()
    {
        await _cluster.StartConsumerAsync(_listener);
        await Broker.NextAsync(RequestCode.PullMessage);
        var request = RemotingCommand.Request(
            RequestCode.ConsumeMessageDirectly,
            new ConsumeMessageDirectlyHeader { ConsumerGroup = FakeCluster.Group });

        (await _cluster.A.AskAsync(request)).Code.ShouldBe(ResponseCode.SystemError);
    }

    private async Task<ConsumeMessageDirectlyBody> DirectAsync(byte[] record)
    {
        var header = new ConsumeMessageDirectlyHeader { ConsumerGroup = FakeCluster.Group, ClientId = "c", BrokerName = "broker-a" };
        var request = RemotingCommand.Request(RequestCode.ConsumeMessageDirectly, header) with { Body = record };
        var answer = await _cluster.A.AskAsync(request);
        answer.Code.ShouldBe(ResponseCode.Success);
        return answer.ReadBody<ConsumeMessageDirectlyBody>();
    }
}
