using Engine.Client.Consuming;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;

namespace Engine.Tests.Client.Consuming;

/// <summary>What a broker may ask a consumer for an operator.</summary>
public sealed class OperatorQuestionTests : IAsyncLifetime
{
    private const string Topic = FakeCluster.Topic;

    private static readonly MessageQueue Queue = new(Topic, "broker-a", 0);

    private readonly RecordingListener _listener = new();
    private readonly RecordingOrderlyListener _orderly = new();
    private FakeCluster _cluster = null!;

    private ScriptedNode Broker => _cluster.A.Node;

    public async Task InitializeAsync() => _cluster = await FakeCluster.StartAsync(queuesOnA: 1);

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    [Trait("Behaviour", "D8")]
    public async Task RunningInfo_WhileMessagesAreCached_TellsQueuesSettingsAndStatus()
    {
        TaskCompletionSource<ConsumeStatus?> end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _listener.Script = (messages, _, _) => messages[0].QueueOffset < 4 ? new(ConsumeStatus.Success) : new(end.Task);
        _cluster.A.AppendMany(Topic, 0, 6);
        var consumer = await _cluster.StartConsumerAsync(_listener, options => options with { ConsumeConcurrency = 1 });
        for (var i = 0; i < 5; i++)
            await _listener.NextAsync();

        await Broker.NextAsync(RequestCode.PullMessage);
        await Broker.NextAsync(RequestCode.PullMessage);
        _cluster.Clock.Advance(TimeSpan.FromSeconds(10));

        var info = await InfoAsync(stacks: false);

        var queue = info.MqTable.ShouldHaveSingleItem();
        queue.Key.ShouldBe(Queue);
        var now = _cluster.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        queue.Value.ShouldBe(new ProcessQueueInfo
        {
            CommitOffset = 4,
            CachedMsgCount = 2,
            CachedMsgMinOffset = 4,
            CachedMsgMaxOffset = 5,
            LastPullTimestamp = now - 10_000,
            LastConsumeTimestamp = now - 10_000,
        });
        info.SubscriptionSet.Select(subscription => subscription.Topic).ShouldBe(["%RETRY%GroupA", Topic]);
        info.StatusTable[Topic].ShouldBe(new ConsumeStatusInfo { PullTps = 0.6, ConsumeOkTps = 0.4 });
        info.StatusTable.Keys.ShouldBe(["%RETRY%GroupA", Topic]);
        consumer.Rates[Topic].ConsumeOkRate.ShouldBe(0.4);
        info.Jstack.ShouldBeNull();
        end.SetResult(ConsumeStatus.Success);
    }

    [Fact]
    [Trait("Behaviour", "D8")]
    public async Task RunningInfo_Properties_AreThoseThatToolsNeed()
    {
        var consumer = await _cluster.StartConsumerAsync(_listener);
        await Broker.NextAsync(RequestCode.PullMessage);
        consumer.Pause([Queue]);
        consumer.ConsumeConcurrency = 7;

        var properties = (await InfoAsync(stacks: false)).Properties;

        properties["PROP_NAMESERVER_ADDR"].ShouldBe("127.0.0.1:9876");
        properties["PROP_CONSUME_TYPE"].ShouldBe("CONSUME_PASSIVELY");
        properties["PROP_CONSUMEORDERLY"].ShouldBe("false");
        properties["PROP_THREADPOOL_CORE_SIZE"].ShouldBe("7");
        properties["PROP_CLIENT_VERSION"].ShouldBe("V4_9_8");
        properties["PROP_CONSUMER_START_TIMESTAMP"].ShouldBe(
            _cluster.Clock.GetUtcNow().ToUnixTimeMilliseconds().ToString(provider: null));
        properties["consumerGroup"].ShouldBe(FakeCluster.Group);
        properties["messageModel"].ShouldBe("CLUSTERING");
        properties["consumeFromWhere"].ShouldBe("CONSUME_FROM_FIRST_OFFSET");
        properties["allocateMessageQueueStrategy"].ShouldBe("AVG");
        properties["pullThresholdSizeForQueue"].ShouldBe("100");
        properties["consumeTimeout"].ShouldBe("15");
        properties["pausedQueues"].ShouldBe(Queue.ToString());
    }

    [Fact]
    [Trait("Behaviour", "D7")]
    public async Task RunningInfo_Orderly_TellsTheLockAndWhatIsNotCommitted()
    {
        TaskCompletionSource<ConsumeOrderlyStatus?> end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _orderly.Script = (_, _, _) => new(end.Task);
        _cluster.A.AppendMany(Topic, 0, 3);
        await _cluster.StartConsumerAsync(_orderly);
        await _orderly.NextAsync();

        var info = await InfoAsync(stacks: false);

        var queue = info.MqTable[Queue];
        (queue.Locked, queue.LastLockTimestamp).ShouldBe((true, _cluster.Clock.GetUtcNow().ToUnixTimeMilliseconds()));
        (queue.TransactionMsgCount, queue.TransactionMsgMinOffset, queue.TransactionMsgMaxOffset).ShouldBe((1, 0, 0));
        (queue.CachedMsgCount, queue.CachedMsgMinOffset, queue.CachedMsgMaxOffset).ShouldBe((2, 1, 2));
        info.Properties["PROP_CONSUMEORDERLY"].ShouldBe("true");
        end.SetResult(ConsumeOrderlyStatus.Success);
    }

    [Fact]
    public async Task RunningInfo_StacksWanted_SaysWhatCanBeSaid()
    {
        await _cluster.StartConsumerAsync(_listener);
        await Broker.NextAsync(RequestCode.PullMessage);

        (await InfoAsync(stacks: true)).Jstack.ShouldNotBeNull().ShouldContain("Listener calls: 0 running");
    }

    [Theory]
    [InlineData(RequestCode.GetConsumerRunningInfo)]
    [InlineData(RequestCode.ConsumeMessageDirectly)]
    public async Task Ask_OtherGroup_IsRefusedWithItsName(int code)
    {
        await _cluster.StartConsumerAsync(_listener);
        await Broker.NextAsync(RequestCode.PullMessage);
        ICommandHeader header = code == RequestCode.GetConsumerRunningInfo
            ? new GetConsumerRunningInfoHeader { ConsumerGroup = "other", ClientId = "c" }
            : new ConsumeMessageDirectlyHeader { ConsumerGroup = "other" };

        var answer = await _cluster.A.AskAsync(RemotingCommand.Request(code, header));

        (answer.Code, answer.Remark).ShouldBe((ResponseCode.SystemError, "The Consumer Group <other> not exist in this consumer"));
    }

    [Theory]
    [InlineData(ConsumeStatus.Success, DirectConsumption.Success)]
    [InlineData(ConsumeStatus.ReconsumeLater, DirectConsumption.Later)]
    [InlineData(null, DirectConsumption.ReturnNull)]
    public async Task ConsumeDirectly_Answer_IsToldWithoutEffectOnOffsets(ConsumeStatus? status, DirectConsumption expected)
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

        result.ShouldBe(new ConsumeMessageDirectlyBody { ConsumeResult = expected, SpentTimeMills = 30 });
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
    [InlineData(ConsumeOrderlyStatus.Success, DirectConsumption.Success)]
    [InlineData(ConsumeOrderlyStatus.Commit, DirectConsumption.Commit)]
    [InlineData(ConsumeOrderlyStatus.Rollback, DirectConsumption.Rollback)]
    [InlineData(ConsumeOrderlyStatus.SuspendCurrentQueueAMoment, DirectConsumption.Later)]
    [InlineData(null, DirectConsumption.ReturnNull)]
    [Trait("Behaviour", "D7")]
    public async Task ConsumeDirectly_Orderly_IsToldWithItsCommitMode(ConsumeOrderlyStatus? status, DirectConsumption expected)
    {
        await _cluster.StartConsumerAsync(_orderly);
        await Broker.NextAsync(RequestCode.PullMessage);
        _orderly.Script = (_, context, _) =>
        {
            context.AutoCommit = false;
            return new(status);
        };

        var result = await DirectAsync(Records.Of(TopicNames.Retry(FakeCluster.Group), 0, 1, retryTopic: "Real"));

        result.ShouldBe(new ConsumeMessageDirectlyBody { Order = true, AutoCommit = false, ConsumeResult = expected });
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

    private async Task<ConsumerRunningInfoBody> InfoAsync(bool stacks)
    {
        var header = new GetConsumerRunningInfoHeader { ConsumerGroup = FakeCluster.Group, ClientId = "c", JstackEnable = stacks };
        var answer = await _cluster.A.AskAsync(RemotingCommand.Request(RequestCode.GetConsumerRunningInfo, header));
        answer.Code.ShouldBe(ResponseCode.Success);
        return answer.ReadBody<ConsumerRunningInfoBody>();
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
