using Engine.Client.Consuming;
using Engine.Client.Consuming.Processing;
using Engine.Client.Consuming.Processing.Orderly;
using Engine.Client.Consuming.Retries;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;

namespace Engine.Tests.Client.Consuming.Processing.Orderly;

[Trait("Behaviour", "D7")]
public sealed class OrderlyConsumerTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly RecordingOrderlyListener _listener = new();
    private readonly SemaphoreSlim _rebalances = new(0);
    private FakeCluster _cluster = null!;
    private ConsumerHarness _harness = null!;
    private ConsumerScope _scope = null!;

    private static MessageQueue Queue => ConsumerHarness.Queue;

    private ProcessQueue ProcessQueue => _harness.ProcessQueue;

    public async Task InitializeAsync()
    {
        _cluster = await FakeCluster.StartAsync(queuesOnA: 1);
        _cluster.SetRoute(TopicNames.Retry("g"), (_cluster.A, 1));
        _harness = new ConsumerHarness(_cluster);
        ProcessQueue.Lease.Renew();
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Submit_ManyMessages_ComeInOrderOneCallAtATime()
    {
        var consumer = New(options => options with { ConsumeMessageBatchMaxSize = 2 });
        _listener.Script = async (_, _, _) =>
        {
            await Task.Yield();
            return ConsumeOrderlyStatus.Success;
        };

        Submit(consumer, 0, 1, 2);
        Submit(consumer, 3, 4, 5, 6);
        var seen = new List<long>();
        while (seen.Count < 7)
            seen.AddRange(await _listener.NextOffsetsAsync());

        seen.ShouldBe([0, 1, 2, 3, 4, 5, 6]);
        _listener.MostRunning.ShouldBe(1);
        await CommittedAsync(7);
        _scope.Counters.Snapshot([]).ConsumedOk.ShouldBe(7);
    }

    [Theory]
    [InlineData("suspend")]
    [InlineData("null")]
    [InlineData("throws")]
    public async Task Submit_ListenerFails_TheSameBatchComesAgainAfterASecond(string how)
    {
        var calls = 0;
        _listener.Script = (_, _, _) => ++calls > 1 ? new(ConsumeOrderlyStatus.Success)
            : how == "throws" ? throw new InvalidOperationException("listener")
            : new(how == "null" ? null : ConsumeOrderlyStatus.SuspendCurrentQueueAMoment);
        var consumer = New();

        Submit(consumer, 7, 8);
        (await _listener.NextAsync()).ShouldHaveSingleItem().ReconsumeTimes.ShouldBe(0);
        await SuspendedAsync();
        _cluster.Clock.Advance(TimeSpan.FromSeconds(0.9));
        _listener.HasMore.ShouldBeFalse();
        _harness.Offsets.Updates.ShouldBeEmpty();
        _cluster.Clock.Advance(TimeSpan.FromSeconds(0.1));

        var again = (await _listener.NextAsync()).ShouldHaveSingleItem();
        (again.QueueOffset, again.ReconsumeTimes).ShouldBe((7, 1));
        (await _listener.NextOffsetsAsync()).ShouldBe([8]);
        await CommittedAsync(9);
        _cluster.A.Node.CodesCame.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(500, 500)]
    [InlineData(90_000, 30_000)]
    public async Task Submit_ListenerNamesAPause_ItIsKeptWithinBounds(int wanted, int milliseconds)
    {
        _listener.Script = (_, context, _) =>
        {
            context.SuspendCurrentQueueTime = TimeSpan.FromMilliseconds(wanted);
            return new(ConsumeOrderlyStatus.SuspendCurrentQueueAMoment);
        };
        var consumer = New();
        Submit(consumer, 7);
        await _listener.NextAsync();
        await SuspendedAsync();

        _cluster.Clock.Advance(TimeSpan.FromMilliseconds(milliseconds - 1));
        _listener.HasMore.ShouldBeFalse();
        ProcessQueue.Lease.Renew();
        _cluster.Clock.Advance(TimeSpan.FromMilliseconds(1));

        await _listener.NextAsync();
    }

    [Fact]
    public async Task Submit_TriedTooOften_IsFiledUnderTheDeadLettersAndTheQueueGoesOn()
    {
        _listener.Script = (messages, _, _) => new(messages[0].QueueOffset == 7
            ? ConsumeOrderlyStatus.SuspendCurrentQueueAMoment
            : ConsumeOrderlyStatus.Success);
        var consumer = New(options => options with { MaxReconsumeTimes = 1 });

        Submit(consumer, 7, 8);
        await _listener.NextAsync();
        await SuspendedAsync();
        _cluster.Clock.Advance(TimeSpan.FromSeconds(1));
        await _listener.NextAsync();
        (await _listener.NextOffsetsAsync()).ShouldBe([8]);

        await CommittedAsync(9);
        var header = _cluster.A.Node.Came(RequestCode.SendMessageV2).ShouldHaveSingleItem().ReadHeader<SendMessageHeader>();
        (header.Topic, header.ReconsumeTimes, header.MaxReconsumeTimes).ShouldBe(("%RETRY%g", 1, 1));
    }

    [Fact]
    public async Task Submit_PartOfABatchTriedTooOften_OnlyTheRestComesAgain()
    {
        _listener.Script = (_, _, _) => new(ConsumeOrderlyStatus.SuspendCurrentQueueAMoment);
        var consumer = New(options => options with { MaxReconsumeTimes = 3, ConsumeMessageBatchMaxSize = 3 });
        MessageExt[] messages = [.. Records.Messages(5, 6, 7)];
        messages[1] = messages[1] with { ReconsumeTimes = 3 };
        ProcessQueue.Put(messages, 8);

        consumer.Submit(Queue, ProcessQueue, []);
        (await _listener.NextOffsetsAsync()).ShouldBe([5, 6, 7]);
        await SuspendedAsync();
        _cluster.Clock.Advance(TimeSpan.FromSeconds(1));

        (await _listener.NextOffsetsAsync()).ShouldBe([5, 7]);
        _cluster.A.Node.Came(RequestCode.SendMessageV2).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Submit_TriedTooOftenAndNobodyTakesIt_ComesAgain()
    {
        _cluster.A.Node.On(RequestCode.SendMessageV2, RemotingCommand.Answer(ResponseCode.MessageIllegal, "scripted"));
        _listener.Script = (_, _, _) => new(ConsumeOrderlyStatus.SuspendCurrentQueueAMoment);
        var consumer = New(options => options with { MaxReconsumeTimes = 0 });

        Submit(consumer, 7);
        await _listener.NextAsync();
        await SuspendedAsync();
        _cluster.Clock.Advance(TimeSpan.FromSeconds(1));

        (await _listener.NextAsync())[0].ReconsumeTimes.ShouldBe(1);
        _harness.Offsets.Updates.ShouldBeEmpty();
    }

    [Fact]
    public async Task Submit_NoAutoCommit_CommitsWhenTheListenerSays()
    {
        _listener.Script = (messages, context, _) =>
        {
            context.AutoCommit = false;
            return new(messages[0].QueueOffset == 2 ? ConsumeOrderlyStatus.Commit : ConsumeOrderlyStatus.Success);
        };
        var consumer = New();

        Submit(consumer, 0, 1, 2);
        (await _harness.Offsets.NextAsync()).ShouldBe(3);

        _harness.Offsets.Updates.Count.ShouldBe(1);
        ProcessQueue.Load.Messages.ShouldBe(0);
    }

    [Fact]
    public async Task Submit_RollBack_EverythingSinceTheLastCommitComesAgain()
    {
        var rolledBack = false;
        _listener.Script = (messages, context, _) =>
        {
            context.AutoCommit = false;
            var status = messages[0].QueueOffset == 0 ? ConsumeOrderlyStatus.Commit
                : messages[0].QueueOffset < 2 || rolledBack ? ConsumeOrderlyStatus.Success
                : ConsumeOrderlyStatus.Rollback;
            rolledBack |= status == ConsumeOrderlyStatus.Rollback;
            return new(status);
        };
        var consumer = New();

        Submit(consumer, 0, 1, 2);
        for (var i = 0; i < 3; i++)
            (await _listener.NextOffsetsAsync()).ShouldBe([i]);

        await SuspendedAsync();
        _cluster.Clock.Advance(TimeSpan.FromSeconds(1));

        (await _listener.NextOffsetsAsync()).ShouldBe([1]);
        (await _listener.NextOffsetsAsync()).ShouldBe([2]);
        _harness.Offsets.Updates.Select(update => update.Offset).ShouldBe([1]);
    }

    [Fact]
    public async Task Submit_LockTooOld_IsRenewedBeforeTheCall()
    {
        var consumer = New();
        _cluster.Clock.Advance(TimeSpan.FromSeconds(31));

        Submit(consumer, 0);
        await _listener.NextAsync();

        _cluster.A.Node.CodesCame.ShouldBe([RequestCode.LockBatchMq]);
        ProcessQueue.Lease.IsHeld.ShouldBeTrue();
    }

    [Fact]
    public async Task Submit_LockCannotBeRenewed_WaitsThreeSecondsWithoutACall()
    {
        var consumer = New();
        _cluster.A.Node.On(RequestCode.LockBatchMq, RemotingCommand.Answer(ResponseCode.SystemError, "scripted"));
        _cluster.Clock.Advance(TimeSpan.FromSeconds(31));

        Submit(consumer, 0);
        await SuspendedAsync();
        _cluster.A.Node.On(RequestCode.LockBatchMq, RemotingCommand.Success(body: new LockedQueuesBody { LockOkMqSet = [Queue] }));
        _cluster.Clock.Advance(TimeSpan.FromSeconds(2.9));
        _listener.HasMore.ShouldBeFalse();
        _cluster.Clock.Advance(TimeSpan.FromSeconds(0.1));

        (await _listener.NextOffsetsAsync()).ShouldBe([0]);
    }

    [Theory]
    [InlineData(31, "99.9.9.9@other")]
    [InlineData(61, null)]
    public async Task Submit_AnotherMemberHadTheLock_TheQueueIsDroppedWithoutACall(int seconds, string? owner)
    {
        var consumer = New();
        _scope.Queues.TryAdd(Queue, ProcessQueue, _scope.Queues.Resets);
        _cluster.A[Queue] = owner;
        _cluster.Clock.Advance(TimeSpan.FromSeconds(seconds));

        Submit(consumer, 0);
        (await _rebalances.WaitAsync(Patience)).ShouldBeTrue("expected a rebalance");

        ProcessQueue.IsDropped.ShouldBeTrue();
        _scope.Queues.Current.ShouldBeEmpty();
        _listener.HasMore.ShouldBeFalse();
    }

    [Fact]
    public async Task Submit_Broadcasting_NeedsNoLock()
    {
        var consumer = New(options => options with { MessageModel = MessageModel.Broadcasting });
        _cluster.Clock.Advance(TimeSpan.FromSeconds(100));

        Submit(consumer, 0);

        (await _listener.NextOffsetsAsync()).ShouldBe([0]);
        _cluster.A.Node.CodesCame.ShouldBeEmpty();
    }

    [Fact]
    public async Task Submit_QueueMadeAnewWhileACallRuns_WaitsForItsEnd()
    {
        var end = Hold();
        var consumer = New();
        Submit(consumer, 0);
        await _listener.NextAsync();
        ProcessQueue.Drop();
        var anew = new ProcessQueue(_cluster.Clock);
        anew.Lease.Renew();
        anew.Put(Records.Messages(0), 1);

        consumer.Submit(Queue, anew, []);
        _listener.HasMore.ShouldBeFalse();
        end.SetResult(ConsumeOrderlyStatus.Success);

        (await _listener.NextOffsetsAsync()).ShouldBe([0]);
        await CommittedAsync(1);
        _harness.Offsets.Updates.Count.ShouldBe(1, "the call of the dropped queue commits nothing");
        _listener.MostRunning.ShouldBe(1);
    }

    [Fact]
    public async Task TryGiveUp_ACallRuns_IsRefusedAndItsEndAsksForARebalance()
    {
        var end = Hold();
        var consumer = New();
        Submit(consumer, 0, 1);
        await _listener.NextAsync();

        consumer.TryGiveUp(Queue, ProcessQueue).ShouldBeFalse();
        end.SetResult(ConsumeOrderlyStatus.Success);
        (await _rebalances.WaitAsync(Patience)).ShouldBeTrue("expected a rebalance");

        await CommittedAsync(1);
        _listener.HasMore.ShouldBeFalse("no call begins before the queue is given up");
        await Eventually.TrueAsync(() => consumer.TryGiveUp(Queue, ProcessQueue), "the queue can be given up");
    }

    [Fact]
    public async Task Keep_GivenUpInVain_GoesOn()
    {
        var end = Hold();
        var consumer = New();
        Submit(consumer, 0, 1);
        await _listener.NextAsync();
        consumer.TryGiveUp(Queue, ProcessQueue).ShouldBeFalse();
        end.SetResult(ConsumeOrderlyStatus.Success);
        (await _rebalances.WaitAsync(Patience)).ShouldBeTrue("expected a rebalance");

        consumer.Keep(Queue, ProcessQueue);

        (await _listener.NextOffsetsAsync()).ShouldBe([1]);
    }

    [Fact]
    public async Task Keep_BetweenTwoCallsOfATurn_LosesNoTurn()
    {
        var consumer = New();
        consumer.TryGiveUp(Queue, ProcessQueue).ShouldBeTrue();
        Submit(consumer, 0);
        await Eventually.TrueAsync(() => consumer.TryGiveUp(Queue, ProcessQueue), "the sealed turn has ended");
        _listener.HasMore.ShouldBeFalse();

        consumer.Keep(Queue, ProcessQueue);

        (await _listener.NextOffsetsAsync()).ShouldBe([0]);
    }

    [Fact]
    public async Task Submit_TurnLongerThanAMinute_MakesRoomForOthersAndGoesOn()
    {
        _listener.Script = (messages, _, _) =>
        {
            if (messages[0].QueueOffset == 0)
            {
                _cluster.Clock.Advance(TimeSpan.FromSeconds(61));
                ProcessQueue.Lease.Renew();
            }

            return new(ConsumeOrderlyStatus.Success);
        };
        var consumer = New();

        Submit(consumer, 0, 1);
        await _listener.NextAsync();
        await SuspendedAsync();
        _listener.HasMore.ShouldBeFalse();
        _cluster.Clock.Advance(TimeSpan.FromMilliseconds(10));

        (await _listener.NextOffsetsAsync()).ShouldBe([1]);
    }

    [Fact]
    [Trait("Behaviour", "E6")]
    public async Task StopAsync_MoreMessagesWait_EndsAfterTheRunningCall()
    {
        var end = Hold();
        var consumer = New();
        Submit(consumer, 0, 1, 2);
        await _listener.NextAsync();

        var stopping = consumer.StopAsync(TimeSpan.FromSeconds(5)).AsTask();
        end.SetResult(ConsumeOrderlyStatus.Success);
        await stopping.WaitAsync(Patience);

        _harness.Offsets.Updates.Select(update => update.Offset).ShouldBe([1]);
        _listener.HasMore.ShouldBeFalse();
    }

    [Fact]
    [Trait("Behaviour", "D3")]
    public async Task Submit_RetriedMessage_HasItsRealTopic()
    {
        var consumer = New();
        var properties = new Dictionary<string, string> { [MessageProperties.RetryTopic] = "Real" };
        ProcessQueue.Put([Records.Message(0) with { Topic = "%RETRY%g", Properties = properties }], 1);

        consumer.Submit(Queue, ProcessQueue, []);

        (await _listener.NextAsync())[0].Topic.ShouldBe("Real");
    }

    private OrderlyConsumer New(Func<PushConsumerOptions, PushConsumerOptions>? with = null)
    {
        _scope = _harness.NewScope(with, isOrderly: true);
        void Trigger() => _rebalances.Release();
        var locks = new QueueLocks(_scope, Trigger);
        return new OrderlyConsumer(_scope, _listener, _harness.NewHooks(), new SendBack(_scope), locks, Trigger);
    }

    private TaskCompletionSource<ConsumeOrderlyStatus?> Hold()
    {
        TaskCompletionSource<ConsumeOrderlyStatus?> end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _listener.Script = (_, _, _) => new(end.Task);
        return end;
    }

    private void Submit(OrderlyConsumer consumer, params long[] offsets)
    {
        ProcessQueue.Put(Records.Messages(offsets), offsets[^1] + 1);
        consumer.Submit(Queue, ProcessQueue, []);
    }

    private Task SuspendedAsync() => Eventually.TrueAsync(() => _scope.Delays.Count == 1, "the queue pauses");

    private async Task CommittedAsync(long offset)
    {
        while (await _harness.Offsets.NextAsync() != offset)
        {
        }
    }
}
