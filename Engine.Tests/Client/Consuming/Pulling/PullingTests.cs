using Engine.Client.Consuming;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;

namespace Engine.Tests.Client.Consuming.Pulling;

/// <summary>What is pulled, when and from whom, as a scripted broker sees it.</summary>
public sealed class PullingTests : IAsyncLifetime
{
    private const string Topic = FakeCluster.Topic;

    /// <summary>Timers of a running consumer: routes, heartbeat, offsets, rebalance, expired messages.</summary>
    private const int Duties = 5;

    private readonly RecordingListener _listener = new();
    private FakeCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await FakeCluster.StartAsync(queuesOnA: 1);

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    [Trait("Behaviour", "C3")]
    public async Task Pull_FirstOne_CarriesWhatRocketMqSends()
    {
        await _cluster.StartConsumerAsync(_listener);

        var pull = await NextPullAsync();

        pull.ShouldBe(new PullMessageHeader
        {
            ConsumerGroup = FakeCluster.Group,
            Topic = Topic,
            QueueId = 0,
            QueueOffset = 0,
            MaxMsgNums = 32,
            SysFlag = 2,
            CommitOffset = 0,
            SuspendTimeoutMillis = 15_000,
            SubVersion = pull.SubVersion,
            ExpressionType = "TAG",
            BrokerName = "broker-a",
        });
        var heartbeat = _cluster.A.Node.Came(RequestCode.HeartBeat)[^1].ReadBody<HeartbeatBody>();
        heartbeat.ConsumerDataSet[0].SubscriptionDataSet.Single(data => data.Topic == Topic).SubVersion.ShouldBe(pull.SubVersion);
    }

    [Fact]
    [Trait("Behaviour", "C3")]
    public async Task Pull_WithProgress_CarriesTheCommit()
    {
        _cluster.A.SetOffset(Topic, 0, 3);
        _cluster.A.AppendMany(Topic, 0, 3);

        await _cluster.StartConsumerAsync(_listener);

        var pull = await NextPullAsync();
        pull.SysFlag.ShouldBe(3);
        pull.CommitOffset.ShouldBe(3);
    }

    [Fact]
    [Trait("Behaviour", "C3")]
    public async Task Pull_PostSubscription_CarriesTheExpression()
    {
        await _cluster.StartConsumerAsync(_listener, options => options with
        {
            PostSubscriptionWhenPull = true,
            Subscriptions = new Dictionary<string, string> { [Topic] = "a || b" },
        });

        var pull = await NextPullAsync();

        (pull.SysFlag, pull.Subscription, pull.ExpressionType).ShouldBe((6, "a || b", "TAG"));
    }

    [Fact]
    [Trait("Behaviour", "C1")]
    public async Task Pull_IntervalWanted_WaitsItAfterAFindOnly()
    {
        _cluster.A.AppendMany(Topic, 0, 2);
        Script(
            FakeBroker.PullAnswer(ResponseCode.PullNotFound, next: 0, max: 2),
            FakeBroker.PullAnswer(ResponseCode.Success, next: 1, max: 2) with { Body = Records.Of(Topic, 0, 0) });
        await _cluster.StartConsumerAsync(_listener, options => options with { PullInterval = TimeSpan.FromSeconds(3) });
        await NextPullAsync();
        await ArmedAfterFirstPullAsync();

        _cluster.Clock.Advance(TimeSpan.FromSeconds(2.9));
        _cluster.A.Node.Came(RequestCode.PullMessage).Count.ShouldBe(2);
        _cluster.Clock.Advance(TimeSpan.FromSeconds(0.1));

        (await NextPullAsync()).QueueOffset.ShouldBe(1);
    }

    [Fact]
    [Trait("Behaviour", "C8")]
    public async Task Pull_SlaveSuggested_GoesThereWithoutCommit()
    {
        var route = FakeCluster.RouteOf((_cluster.A, 1));
        var addresses = new Dictionary<long, string> { [0] = _cluster.A.Address, [1] = _cluster.B.Address };
        _cluster.SetRoute(Topic, route with { BrokerDatas = [route.BrokerDatas[0] with { BrokerAddrs = addresses }] });
        _cluster.A.SetOffset(Topic, 0, 3);
        _cluster.A.Node.On(
            RequestCode.PullMessage,
            FakeBroker.PullAnswer(ResponseCode.PullRetryImmediately, next: 4, max: 9, suggested: 1));

        await _cluster.StartConsumerAsync(_listener);

        var atSlave = (await _cluster.B.Node.NextAsync(RequestCode.PullMessage)).ReadHeader<PullMessageHeader>();
        atSlave.QueueOffset.ShouldBe(4);
        atSlave.SysFlag.ShouldBe(2);
        atSlave.CommitOffset.ShouldBe(0);
        _cluster.A.Node.Came(RequestCode.PullMessage).Count.ShouldBe(1);
    }

    [Fact]
    [Trait("Behaviour", "C5")]
    public async Task Pull_Found_DispatchesAndGoesOnBehindIt()
    {
        _cluster.A.AppendMany(Topic, 0, 40);
        await _cluster.StartConsumerAsync(_listener);

        (await NextPullAsync()).QueueOffset.ShouldBe(0);
        (await NextPullAsync()).QueueOffset.ShouldBe(32);
        (await NextPullAsync()).QueueOffset.ShouldBe(40);

        var offsets = new List<long>();
        for (var i = 0; i < 40; i++)
            offsets.Add((await _listener.NextAsync())[0].QueueOffset);

        offsets.Order().ShouldBe(Enumerable.Range(0, 40).Select(i => (long)i));
    }

    [Theory]
    [InlineData(ResponseCode.PullNotFound)]
    [InlineData(ResponseCode.PullRetryImmediately)]
    [Trait("Behaviour", "C5")]
    public async Task Pull_NothingForUs_MovesTheOffsetWhenNothingIsCached(int code)
    {
        Script(FakeBroker.PullAnswer(code, next: 7, max: 7));
        await _cluster.StartConsumerAsync(_listener);

        await NextPullAsync();
        var second = await NextPullAsync();

        second.QueueOffset.ShouldBe(7);
        second.SysFlag.ShouldBe(3);
        second.CommitOffset.ShouldBe(7);
    }

    [Fact]
    [Trait("Behaviour", "C5")]
    public async Task Pull_NothingForUsWhileOneIsCached_LeavesTheOffset()
    {
        TaskCompletionSource<ConsumeStatus?> end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _listener.Script = (_, _, _) => new(end.Task);
        Script(
            FakeBroker.PullAnswer(ResponseCode.Success, next: 1, max: 7) with { Body = Records.Of(Topic, 0, 0) },
            FakeBroker.PullAnswer(ResponseCode.PullRetryImmediately, next: 7, max: 7));
        await _cluster.StartConsumerAsync(_listener);

        await NextPullAsync();
        await NextPullAsync();

        (await NextPullAsync()).CommitOffset.ShouldBe(0);
        end.SetResult(ConsumeStatus.Success);
    }

    [Fact]
    [Trait("Behaviour", "C5")]
    public async Task Pull_OffsetIllegal_StoresTheCorrectionAfter10SecondsAndBeginsAnew()
    {
        _cluster.A.SetOffset(Topic, 0, 50);
        _cluster.A.AppendMany(Topic, 0, 5);
        var consumer = await _cluster.StartConsumerAsync(_listener);
        (await NextPullAsync()).QueueOffset.ShouldBe(50);
        await _cluster.Clock.WaitForTimersAsync(Duties + 1);

        _cluster.Clock.Advance(TimeSpan.FromSeconds(9.9));
        _cluster.A.OffsetOf(Topic, 0).ShouldBe(50);
        consumer.AssignedQueues.Count.ShouldBe(1);
        _cluster.Clock.Advance(TimeSpan.FromSeconds(0.1));

        (await NextPullAsync()).QueueOffset.ShouldBe(5);
        _cluster.A.OffsetOf(Topic, 0).ShouldBe(5);
    }

    [Fact]
    [Trait("Behaviour", "C7")]
    public async Task Pull_Found_IsFilteredByTagAndMarked()
    {
        byte[] body = [.. Records.Of(Topic, 0, 3, "Aa"), .. Records.Of(Topic, 0, 4, "BB"), .. Records.Of(Topic, 0, 5)];
        Script(FakeBroker.PullAnswer(ResponseCode.Success, next: 6, min: 2, max: 11) with { Body = body });
        var consumer = await _cluster.StartConsumerAsync(
            _listener,
            options => options with { Subscriptions = new Dictionary<string, string> { [Topic] = "BB" } });

        var message = (await _listener.NextAsync()).ShouldHaveSingleItem();
        await NextPullAsync();
        (await NextPullAsync()).QueueOffset.ShouldBe(6);

        message.QueueOffset.ShouldBe(4);
        message.BrokerName.ShouldBe("broker-a");
        message.Property(MessageProperties.MinOffset).ShouldBe("2");
        message.Property(MessageProperties.MaxOffset).ShouldBe("11");
        message.Property(MessageProperties.ConsumeStartTime).ShouldNotBeNull();
        consumer.Statistics.Pulled.ShouldBe(1);
    }

    [Theory]
    [InlineData(ResponseCode.SystemError, 1000)]
    [InlineData(ResponseCode.SubscriptionNotLatest, 1000)]
    [InlineData(ResponseCode.FlowControl, 20)]
    [Trait("Behaviour", "C1")]
    public async Task Pull_Refused_IsTriedAgainLater(int code, int milliseconds)
    {
        Script(RemotingCommand.Answer(code, "scripted"));
        var consumer = await _cluster.StartConsumerAsync(_listener);
        var timers = await ArmedAfterFirstPullAsync();

        _cluster.Clock.Advance(TimeSpan.FromMilliseconds(milliseconds - 1));
        _cluster.A.Node.Came(RequestCode.PullMessage).Count.ShouldBe(1);
        _cluster.Clock.Advance(TimeSpan.FromMilliseconds(1));

        (await NextPullAsync()).QueueOffset.ShouldBe(0);
        consumer.Statistics.PullFailures.ShouldBe(1);
        timers.ShouldBeGreaterThan(0);
    }

    [Fact]
    [Trait("Behaviour", "C1")]
    public async Task Pull_GroupUnknownToTheBroker_SendsAHeartbeatAtOnce()
    {
        Script(RemotingCommand.Answer(ResponseCode.SubscriptionNotExist, "scripted"));
        await _cluster.StartConsumerAsync(_listener);
        await NextPullAsync();

        for (var i = 0; i < 3; i++)
            await _cluster.A.Node.NextAsync(RequestCode.HeartBeat);
    }

    [Fact]
    [Trait("Behaviour", "C1")]
    [Trait("Behaviour", "C6")]
    public async Task Pull_NoAnswer_TimesOutAfter30SecondsAndIsTriedAgain()
    {
        _cluster.A.Node.OnHeld(RequestCode.PullMessage, _ => new(new TaskCompletionSource<RemotingCommand>().Task));
        var consumer = await _cluster.StartConsumerAsync(_listener);
        await NextPullAsync();
        await _cluster.Clock.WaitForTimersAsync(Duties + 1);

        _cluster.Clock.Advance(TimeSpan.FromSeconds(30));
        await _cluster.Clock.WaitForTimersAsync(Duties + 1);
        _cluster.Clock.Advance(TimeSpan.FromSeconds(1));

        await NextPullAsync();
        consumer.Statistics.PullFailures.ShouldBe(1);
    }

    [Fact]
    [Trait("Behaviour", "C1")]
    [Trait("Behaviour", "C2")]
    public async Task Pull_CacheFull_WaitsInStepsOf50MillisecondsAndCountsUntilThereIsRoom()
    {
        TaskCompletionSource<ConsumeStatus?> end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _listener.Script = (_, _, _) => new(end.Task);
        _cluster.A.AppendMany(Topic, 0, 20);
        var consumer = await _cluster.StartConsumerAsync(
            _listener,
            options => options with { PullThresholdForQueue = 4, PullBatchSize = 5 });
        var timers = await ArmedAfterFirstPullAsync();

        consumer.Statistics.FlowControlByCount.ShouldBe(1);
        _cluster.Clock.Advance(TimeSpan.FromMilliseconds(50));
        await _cluster.Clock.WaitForTimersAsync(timers);
        consumer.Statistics.FlowControlByCount.ShouldBe(2);
        consumer.Statistics.CachedMessages.ShouldBe(5);
        _cluster.A.Node.Came(RequestCode.PullMessage).Count.ShouldBe(1);

        end.SetResult(ConsumeStatus.Success);
        for (var i = 0; i < 5; i++)
            await _listener.NextAsync();

        // Not with the next step: the clock stands still.
        (await NextPullAsync()).QueueOffset.ShouldBe(5);
    }

    [Fact]
    [Trait("Behaviour", "C7")]
    public async Task Pull_HookGivesNoList_HandsTheBatchToTheListenerAllTheSame()
    {
        _cluster.A.AppendMany(Topic, 0, 1);
        await _cluster.StartConsumerAsync(_listener, options => options with { Hooks = [new EmptyHandedHook()] });

        (await _listener.NextAsync())[0].QueueOffset.ShouldBe(0);
    }

    [Fact]
    [Trait("Behaviour", "C2")]
    public async Task Pull_TopicLimit_IsSharedByItsQueuesAndHoldsBackTheFullOne()
    {
        TaskCompletionSource<ConsumeStatus?> end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _listener.Script = (_, _, _) => new(end.Task);
        _cluster.SetRoute(Topic, (_cluster.A, 2));
        _cluster.A.AppendMany(Topic, 0, 4);
        _cluster.A.AppendMany(Topic, 1, 3);
        var consumer = await _cluster.StartConsumerAsync(_listener, options => options with { PullThresholdForTopic = 6 });

        await _cluster.Clock.WaitForTimersAsync(Duties + 1);
        for (var i = 0; i < 3; i++)
            await NextPullAsync();

        var pulls = _cluster.A.Node.Came(RequestCode.PullMessage).Select(command => command.ReadHeader<PullMessageHeader>());
        pulls.Where(pull => pull.QueueOffset > 0).Select(pull => (pull.QueueId, pull.QueueOffset)).ShouldBe([(1, 3)]);
        consumer.Statistics.FlowControlByCount.ShouldBe(1);
        end.SetResult(ConsumeStatus.Success);
    }

    private async Task<PullMessageHeader> NextPullAsync() =>
        (await _cluster.A.Node.NextAsync(RequestCode.PullMessage)).ReadHeader<PullMessageHeader>();

    /// <summary>The first pulls get these answers, later ones are held.</summary>
    private void Script(params RemotingCommand[] answers)
    {
        var next = 0;
        _cluster.A.Node.OnHeld(RequestCode.PullMessage, _ => next < answers.Length
            ? new(answers[next++])
            : new(new TaskCompletionSource<RemotingCommand>().Task));
    }

    /// <summary>Waits until the request that followed the first pull is put off: the duties and its own timer.</summary>
    private async Task<int> ArmedAfterFirstPullAsync()
    {
        await NextPullAsync();
        await _cluster.Clock.WaitForTimersAsync(Duties + 1);
        return Duties + 1;
    }

    private sealed class EmptyHandedHook : IConsumerHook
    {
        public IReadOnlyList<MessageExt> Filter(MessageQueue queue, IReadOnlyList<MessageExt> messages) => null!;
    }
}
