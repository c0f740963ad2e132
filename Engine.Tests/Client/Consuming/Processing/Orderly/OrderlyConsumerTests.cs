using Engine.Client.Consuming;
using Engine.Client.Consuming.Processing;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Messages;

namespace Engine.Tests.Client.Consuming.Processing.Orderly;

/// <summary>Turns, locks and the end of an orderly consumer.</summary>
[Trait("Behaviour", "D7")]
public sealed class OrderlyConsumerTests : IAsyncLifetime
{
    private OrderlyHarness _orderly = null!;

    public async Task InitializeAsync() => _orderly = await OrderlyHarness.StartAsync();

    public async Task DisposeAsync() => await _orderly.DisposeAsync();

    [Fact]
    public async Task Submit_ManyMessages_ComeInOrderOneCallAtATime()
    {
        var consumer = _orderly.New(options => options with { ConsumeMessageBatchMaxSize = 2 });
        _orderly.Listener.Script = async (_, _, _) =>
        {
            await Task.Yield();
            return ConsumeOrderlyStatus.Success;
        };

        _orderly.Submit(consumer, 0, 1, 2);
        _orderly.Submit(consumer, 3, 4, 5, 6);
        var seen = new List<long>();
        while (seen.Count < 7)
            seen.AddRange(await _orderly.Listener.NextOffsetsAsync());

        seen.ShouldBe([0, 1, 2, 3, 4, 5, 6]);
        _orderly.Listener.MostRunning.ShouldBe(1);
        await _orderly.CommittedAsync(7);
        _orderly.Scope.Counters.Snapshot([]).ConsumedOk.ShouldBe(7);
    }

    [Fact]
    public async Task Submit_LockTooOld_IsRenewedBeforeTheCall()
    {
        var consumer = _orderly.New();
        _orderly.Clock.Advance(TimeSpan.FromSeconds(31));

        _orderly.Submit(consumer, 0);
        await _orderly.Listener.NextAsync();

        _orderly.Broker.Node.CodesCame.ShouldBe([RequestCode.LockBatchMq]);
        _orderly.ProcessQueue.Lease.IsHeld.ShouldBeTrue();
    }

    [Fact]
    public async Task Submit_LockCannotBeRenewed_WaitsThreeSecondsWithoutACall()
    {
        var consumer = _orderly.New();
        _orderly.Broker.Node.On(RequestCode.LockBatchMq, RemotingCommand.Answer(ResponseCode.SystemError, "scripted"));
        _orderly.Clock.Advance(TimeSpan.FromSeconds(31));

        _orderly.Submit(consumer, 0);
        await _orderly.SuspendedAsync();
        var locked = new LockedQueuesBody { LockOkMqSet = [OrderlyHarness.Queue] };
        _orderly.Broker.Node.On(RequestCode.LockBatchMq, RemotingCommand.Success(body: locked));
        _orderly.Clock.Advance(TimeSpan.FromSeconds(2.9));
        _orderly.Listener.HasMore.ShouldBeFalse();
        _orderly.Clock.Advance(TimeSpan.FromSeconds(0.1));

        (await _orderly.Listener.NextOffsetsAsync()).ShouldBe([0]);
    }

    [Theory]
    [InlineData(31, "99.9.9.9@other")]
    [InlineData(61, null)]
    public async Task Submit_AnotherMemberHadTheLock_TheQueueIsDroppedWithoutACall(int seconds, string? owner)
    {
        var consumer = _orderly.New();
        _orderly.Scope.Queues.TryAdd(OrderlyHarness.Queue, _orderly.ProcessQueue, _orderly.Scope.Queues.Resets);
        _orderly.Broker[OrderlyHarness.Queue] = owner;
        _orderly.Clock.Advance(TimeSpan.FromSeconds(seconds));

        _orderly.Submit(consumer, 0);
        await _orderly.RebalanceAsync();

        _orderly.ProcessQueue.IsDropped.ShouldBeTrue();
        _orderly.Scope.Queues.Current.ShouldBeEmpty();
        _orderly.Listener.HasMore.ShouldBeFalse();
    }

    [Fact]
    public async Task Submit_Broadcasting_NeedsNoLock()
    {
        var consumer = _orderly.New(options => options with { MessageModel = MessageModel.Broadcasting });
        _orderly.Clock.Advance(TimeSpan.FromSeconds(100));

        _orderly.Submit(consumer, 0);

        (await _orderly.Listener.NextOffsetsAsync()).ShouldBe([0]);
        _orderly.Broker.Node.CodesCame.ShouldBeEmpty();
    }

    [Fact]
    public async Task Submit_QueueMadeAnewWhileACallRuns_WaitsForItsEnd()
    {
        var end = _orderly.Hold();
        var consumer = _orderly.New();
        _orderly.Submit(consumer, 0);
        await _orderly.Listener.NextAsync();
        _orderly.ProcessQueue.Drop();
        var anew = new ProcessQueue(_orderly.Clock);
        anew.Lease.Renew();
        anew.Put(Records.Messages(0), 1);

        consumer.Submit(OrderlyHarness.Queue, anew, []);
        _orderly.Listener.HasMore.ShouldBeFalse();
        end.SetResult(ConsumeOrderlyStatus.Success);

        (await _orderly.Listener.NextOffsetsAsync()).ShouldBe([0]);
        await _orderly.CommittedAsync(1);
        _orderly.Offsets.Updates.Count.ShouldBe(1, "the call of the dropped queue commits nothing");
        _orderly.Listener.MostRunning.ShouldBe(1);
    }

    [Fact]
    public async Task TryGiveUp_ACallRuns_IsRefusedAndItsEndAsksForARebalance()
    {
        var end = _orderly.Hold();
        var consumer = _orderly.New();
        _orderly.Submit(consumer, 0, 1);
        await _orderly.Listener.NextAsync();

        consumer.TryGiveUp(OrderlyHarness.Queue, _orderly.ProcessQueue).ShouldBeFalse();
        end.SetResult(ConsumeOrderlyStatus.Success);
        await _orderly.RebalanceAsync();

        await _orderly.CommittedAsync(1);
        _orderly.Listener.HasMore.ShouldBeFalse("no call begins before the queue is given up");
        await Eventually.TrueAsync(() => consumer.TryGiveUp(OrderlyHarness.Queue, _orderly.ProcessQueue), "the queue can be given up");
    }

    [Fact]
    public async Task Keep_GivenUpInVain_GoesOn()
    {
        var end = _orderly.Hold();
        var consumer = _orderly.New();
        _orderly.Submit(consumer, 0, 1);
        await _orderly.Listener.NextAsync();
        consumer.TryGiveUp(OrderlyHarness.Queue, _orderly.ProcessQueue).ShouldBeFalse();
        end.SetResult(ConsumeOrderlyStatus.Success);
        await _orderly.RebalanceAsync();

        consumer.Keep(OrderlyHarness.Queue, _orderly.ProcessQueue);

        (await _orderly.Listener.NextOffsetsAsync()).ShouldBe([1]);
    }

    [Fact]
    public async Task Keep_BetweenTwoCallsOfATurn_LosesNoTurn()
    {
        var consumer = _orderly.New();
        consumer.TryGiveUp(OrderlyHarness.Queue, _orderly.ProcessQueue).ShouldBeTrue();
        _orderly.Submit(consumer, 0);
        await Eventually.TrueAsync(() => consumer.TryGiveUp(OrderlyHarness.Queue, _orderly.ProcessQueue), "the sealed turn has ended");
        _orderly.Listener.HasMore.ShouldBeFalse();

        consumer.Keep(OrderlyHarness.Queue, _orderly.ProcessQueue);

        (await _orderly.Listener.NextOffsetsAsync()).ShouldBe([0]);
    }

    [Fact]
    public async Task Submit_TurnLongerThanAMinute_MakesRoomForOthersAndGoesOn()
    {
        _orderly.Listener.Script = (messages, _, _) =>
        {
            if (messages[0].QueueOffset == 0)
            {
                _orderly.Clock.Advance(TimeSpan.FromSeconds(61));
                _orderly.ProcessQueue.Lease.Renew();
            }

            return new(ConsumeOrderlyStatus.Success);
        };
        var consumer = _orderly.New();

        _orderly.Submit(consumer, 0, 1);
        await _orderly.Listener.NextAsync();
        await _orderly.SuspendedAsync();
        _orderly.Listener.HasMore.ShouldBeFalse();
        _orderly.Clock.Advance(TimeSpan.FromMilliseconds(10));

        (await _orderly.Listener.NextOffsetsAsync()).ShouldBe([1]);
    }

    [Fact]
    [Trait("Behaviour", "E6")]
    public async Task StopAsync_MoreMessagesWait_EndsAfterTheRunningCall()
    {
        var end = _orderly.Hold();
        var consumer = _orderly.New();
        _orderly.Submit(consumer, 0, 1, 2);
        await _orderly.Listener.NextAsync();

        var stopping = consumer.StopAsync(TimeSpan.FromSeconds(5)).AsTask();
        end.SetResult(ConsumeOrderlyStatus.Success);
        await stopping.WaitAsync(OrderlyHarness.Patience);

        _orderly.Offsets.Updates.Select(update => update.Offset).ShouldBe([1]);
        _orderly.Listener.HasMore.ShouldBeFalse();
    }

    [Fact]
    [Trait("Behaviour", "D3")]
    public async Task Submit_RetriedMessage_HasItsRealTopic()
    {
        var consumer = _orderly.New();
        var properties = new Dictionary<string, string> { [MessageProperties.RetryTopic] = "Real" };
        _orderly.ProcessQueue.Put([Records.Message(0) with { Topic = "%RETRY%g", Properties = properties }], 1);

        consumer.Submit(OrderlyHarness.Queue, _orderly.ProcessQueue, []);

        (await _orderly.Listener.NextAsync())[0].Topic.ShouldBe("Real");
    }
}
