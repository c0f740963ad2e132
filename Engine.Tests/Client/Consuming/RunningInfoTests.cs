using Engine.Client.Consuming;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;

namespace Engine.Tests.Client.Consuming;

/// <summary>What a broker may ask of a consumer for an operator: how far it is, what it does.</summary>
public sealed class RunningInfoTests : IAsyncLifetime
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
    public async Task RunningInfo_HeldPullsAndSlowCalls_TellsTheirMeansAndRates()
    {
        var consumer = await _cluster.StartConsumerAsync(_listener, options => options with { ConsumeConcurrency = 1 });
        await Broker.NextAsync(RequestCode.PullMessage);

        // Held 4 s and 2 s, one message each; the listener takes 200 ms and 600 ms.
        Pass(4);
        await ConsumeAsync(ConsumeStatus.Success, 0.2);
        await Eventually.TrueAsync(() => consumer.Statistics.ConsumedOk == 1, "the first message is done");
        Pass(1.8);
        await ConsumeAsync(ConsumeStatus.ReconsumeLater, 0.6);
        await Eventually.TrueAsync(() => consumer.Statistics.ConsumedFailed == 1, "the second message has failed");
        (await InfoAsync(stacks: false)).StatusTable[Topic].ShouldBe(new ConsumeStatusInfo(), "the first sample is due after 10 s");
        Pass(4);

        var status = (await InfoAsync(stacks: false)).StatusTable[Topic];

        status.PullRt.ShouldBe(3000, tolerance: 0.01);
        status.ConsumeRt.ShouldBe(400, tolerance: 0.01);
        (status.PullTps, status.ConsumeOkTps, status.ConsumeFailedTps, status.ConsumeFailedMsgs).ShouldBe((0.2, 0.1, 0.1, 0));
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
        properties["pause"].ShouldBe("false");
        string[] counters = ["flowControlByCount", "flowControlByBytes", "flowControlBySpan", "pullFailures"];
        counters.Select(name => properties[name]).ShouldBe(["0", "0", "0", "0"]);
        properties.Keys.ShouldNotContain("idle." + Topic);
    }

    [Fact]
    [Trait("Behaviour", "C2")]
    public async Task RunningInfo_TooMuchIsCached_CountsTheDelayedPulls()
    {
        TaskCompletionSource<ConsumeStatus?> end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _listener.Script = (_, _, _) => new(end.Task);
        _cluster.A.AppendMany(Topic, 0, 3);
        var consumer = await _cluster.StartConsumerAsync(_listener, options => options with { PullThresholdForQueue = 1 });
        await _listener.NextAsync();
        await Eventually.TrueAsync(() => consumer.Statistics.FlowControlByCount == 1, "a pull was delayed");

        (await InfoAsync(stacks: false)).Properties["flowControlByCount"].ShouldBe("1");
        end.SetResult(ConsumeStatus.Success);
    }

    [Fact]
    [Trait("Behaviour", "E3")]
    public async Task RunningInfo_MoreMembersThanQueues_SaysWhyItIsIdle()
    {
        _cluster.A.OtherMembers.Add("0@first");
        var consumer = await _cluster.StartConsumerAsync(_listener);
        await Eventually.TrueAsync(() => consumer.IdleTopics.ContainsKey(Topic), "it knows that it gets no queue");

        var info = await InfoAsync(stacks: false);

        info.MqTable.Keys.ShouldNotContain(Queue);
        info.Properties["idle." + Topic].ShouldBe("idle: more consumers than queues");
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

    [Fact]
    public async Task Status_OfATopic_TellsTheOffsetsThatTheMemberKnows()
    {
        _cluster.SetRoute(Topic, (_cluster.A, 3));
        _cluster.A.SetOffset(Topic, 1, 4);
        _cluster.A.AppendMany(Topic, 1, 4);
        await _cluster.StartConsumerAsync(_listener);
        for (var i = 0; i < 3; i++)
            await Broker.NextAsync(RequestCode.PullMessage);

        (await StatusAsync(FakeCluster.Group)).MessageQueueTable.ShouldBe(
            new Dictionary<MessageQueue, long> { [new(Topic, "broker-a", 1)] = 4 });
        (await StatusAsync("other")).MessageQueueTable.ShouldBeEmpty();
    }

    private void Pass(double seconds) => _cluster.Clock.Advance(TimeSpan.FromSeconds(seconds));

    /// <summary>One more message, which the listener has for so long; the next pull is on its way before its time begins.</summary>
    private async Task ConsumeAsync(ConsumeStatus status, double seconds)
    {
        TaskCompletionSource<ConsumeStatus?> end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _listener.Script = (_, _, _) => new(end.Task);
        _cluster.A.Append(Topic, 0);
        await _listener.NextAsync();
        await Broker.NextAsync(RequestCode.PullMessage);
        Pass(seconds);
        end.SetResult(status);
    }

    private async Task<ConsumerRunningInfoBody> InfoAsync(bool stacks)
    {
        var header = new GetConsumerRunningInfoHeader { ConsumerGroup = FakeCluster.Group, ClientId = "c", JstackEnable = stacks };
        var answer = await _cluster.A.AskAsync(RemotingCommand.Request(RequestCode.GetConsumerRunningInfo, header));
        answer.Code.ShouldBe(ResponseCode.Success);
        return answer.ReadBody<ConsumerRunningInfoBody>();
    }

    private async Task<ConsumerStatusBody> StatusAsync(string group)
    {
        var header = new GetConsumerStatusHeader { Topic = Topic, Group = group };
        var answer = await _cluster.A.AskAsync(RemotingCommand.Request(RequestCode.GetConsumerStatusFromClient, header));
        answer.Code.ShouldBe(ResponseCode.Success);
        return answer.ReadBody<ConsumerStatusBody>();
    }
}
