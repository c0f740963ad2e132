using Engine.Client.Consuming;
using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;

namespace Engine.Tests.Client.Consuming.Processing.Orderly;

/// <summary>What follows from the answers of an orderly listener: again in place, given up, committed, rolled back.</summary>
[Trait("Behaviour", "D7")]
public sealed class OrderlyFailuresTests : IAsyncLifetime
{
    private OrderlyHarness _orderly = null!;

    public async Task InitializeAsync() => _orderly = await OrderlyHarness.StartAsync();

    public async Task DisposeAsync() => await _orderly.DisposeAsync();

    [Theory]
    [InlineData("suspend")]
    [InlineData("null")]
    [InlineData("throws")]
    public async Task Submit_ListenerFails_TheSameBatchComesAgainAfterASecond(string how)
    {
        var calls = 0;
        _orderly.Listener.Script = (_, _, _) => ++calls > 1 ? new(ConsumeOrderlyStatus.Success)
            : how == "throws" ? throw new InvalidOperationException("listener")
            : new(how == "null" ? null : ConsumeOrderlyStatus.SuspendCurrentQueueAMoment);
        var consumer = _orderly.New();

        _orderly.Submit(consumer, 7, 8);
        (await _orderly.Listener.NextAsync()).ShouldHaveSingleItem().ReconsumeTimes.ShouldBe(0);
        await _orderly.SuspendedAsync();
        _orderly.Clock.Advance(TimeSpan.FromSeconds(0.9));
        _orderly.Listener.HasMore.ShouldBeFalse();
        _orderly.Offsets.Updates.ShouldBeEmpty();
        _orderly.Clock.Advance(TimeSpan.FromSeconds(0.1));

        var again = (await _orderly.Listener.NextAsync()).ShouldHaveSingleItem();
        (again.QueueOffset, again.ReconsumeTimes).ShouldBe((7, 1));
        (await _orderly.Listener.NextOffsetsAsync()).ShouldBe([8]);
        await _orderly.CommittedAsync(9);
        _orderly.Broker.Node.CodesCame.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(500, 500)]
    [InlineData(90_000, 30_000)]
    public async Task Submit_ListenerNamesAPause_ItIsKeptWithinBounds(int wanted, int milliseconds)
    {
        _orderly.Listener.Script = (_, context, _) =>
        {
            context.SuspendCurrentQueueTime = TimeSpan.FromMilliseconds(wanted);
            return new(ConsumeOrderlyStatus.SuspendCurrentQueueAMoment);
        };
        var consumer = _orderly.New();
        _orderly.Submit(consumer, 7);
        await _orderly.Listener.NextAsync();
        await _orderly.SuspendedAsync();

        _orderly.Clock.Advance(TimeSpan.FromMilliseconds(milliseconds - 1));
        _orderly.Listener.HasMore.ShouldBeFalse();
        _orderly.ProcessQueue.Lease.Renew();
        _orderly.Clock.Advance(TimeSpan.FromMilliseconds(1));

        await _orderly.Listener.NextAsync();
    }

    [Fact]
    public async Task Submit_TriedTooOften_IsFiledUnderTheDeadLettersAndTheQueueGoesOn()
    {
        _orderly.Listener.Script = (messages, _, _) => new(messages[0].QueueOffset == 7
            ? ConsumeOrderlyStatus.SuspendCurrentQueueAMoment
            : ConsumeOrderlyStatus.Success);
        var consumer = _orderly.New(options => options with { MaxReconsumeTimes = 1 });

        _orderly.Submit(consumer, 7, 8);
        await _orderly.Listener.NextAsync();
        await _orderly.SuspendedAsync();
        _orderly.Clock.Advance(TimeSpan.FromSeconds(1));
        await _orderly.Listener.NextAsync();
        (await _orderly.Listener.NextOffsetsAsync()).ShouldBe([8]);

        await _orderly.CommittedAsync(9);
        var header = _orderly.Broker.Node.Came(RequestCode.SendMessageV2).ShouldHaveSingleItem().ReadHeader<SendMessageHeader>();
        (header.Topic, header.ReconsumeTimes, header.MaxReconsumeTimes).ShouldBe(("%RETRY%g", 1, 1));
    }

    [Fact]
    public async Task Submit_PartOfABatchTriedTooOften_OnlyTheRestComesAgain()
    {
        _orderly.Listener.Script = (_, _, _) => new(ConsumeOrderlyStatus.SuspendCurrentQueueAMoment);
        var consumer = _orderly.New(options => options with { MaxReconsumeTimes = 3, ConsumeMessageBatchMaxSize = 3 });
        MessageExt[] messages = [.. Records.Messages(5, 6, 7)];
        messages[1] = messages[1] with { ReconsumeTimes = 3 };
        _orderly.ProcessQueue.Put(messages, 8);

        consumer.Submit(OrderlyHarness.Queue, _orderly.ProcessQueue, []);
        (await _orderly.Listener.NextOffsetsAsync()).ShouldBe([5, 6, 7]);
        await _orderly.SuspendedAsync();
        _orderly.Clock.Advance(TimeSpan.FromSeconds(1));

        (await _orderly.Listener.NextOffsetsAsync()).ShouldBe([5, 7]);
        _orderly.Broker.Node.Came(RequestCode.SendMessageV2).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Submit_TriedTooOftenAndNobodyTakesIt_ComesAgain()
    {
        _orderly.Broker.Node.On(RequestCode.SendMessageV2, RemotingCommand.Answer(ResponseCode.MessageIllegal, "scripted"));
        _orderly.Listener.Script = (_, _, _) => new(ConsumeOrderlyStatus.SuspendCurrentQueueAMoment);
        var consumer = _orderly.New(options => options with { MaxReconsumeTimes = 0 });

        _orderly.Submit(consumer, 7);
        await _orderly.Listener.NextAsync();
        await _orderly.SuspendedAsync();
        _orderly.Clock.Advance(TimeSpan.FromSeconds(1));

        (await _orderly.Listener.NextAsync())[0].ReconsumeTimes.ShouldBe(1);
        _orderly.Offsets.Updates.ShouldBeEmpty();
    }

    [Fact]
    public async Task Submit_NoAutoCommit_CommitsWhenTheListenerSays()
    {
        _orderly.Listener.Script = (messages, context, _) =>
        {
            context.AutoCommit = false;
            return new(messages[0].QueueOffset == 2 ? ConsumeOrderlyStatus.Commit : ConsumeOrderlyStatus.Success);
        };
        var consumer = _orderly.New();

        _orderly.Submit(consumer, 0, 1, 2);
        (await _orderly.Offsets.NextAsync()).ShouldBe(3);

        _orderly.Offsets.Updates.Count.ShouldBe(1);
        _orderly.ProcessQueue.Load.Messages.ShouldBe(0);
    }

    [Fact]
    public async Task Submit_RollBack_EverythingSinceTheLastCommitComesAgain()
    {
        var rolledBack = false;
        _orderly.Listener.Script = (messages, context, _) =>
        {
            context.AutoCommit = false;
            var status = messages[0].QueueOffset == 0 ? ConsumeOrderlyStatus.Commit
                : messages[0].QueueOffset < 2 || rolledBack ? ConsumeOrderlyStatus.Success
                : ConsumeOrderlyStatus.Rollback;
            rolledBack |= status == ConsumeOrderlyStatus.Rollback;
            return new(status);
        };
        var consumer = _orderly.New();

        _orderly.Submit(consumer, 0, 1, 2);
        for (var i = 0; i < 3; i++)
            (await _orderly.Listener.NextOffsetsAsync()).ShouldBe([i]);

        await _orderly.SuspendedAsync();
        _orderly.Clock.Advance(TimeSpan.FromSeconds(1));

        (await _orderly.Listener.NextOffsetsAsync()).ShouldBe([1]);
        (await _orderly.Listener.NextOffsetsAsync()).ShouldBe([2]);
        _orderly.Offsets.Updates.Select(update => update.Offset).ShouldBe([1]);
    }

    [Fact]
    public async Task Submit_TriedTooOftenWithoutAutoCommit_WhatWaitsForACommitStays()
    {
        _orderly.Listener.Script = (messages, context, _) =>
        {
            context.AutoCommit = false;
            return new(messages[0].QueueOffset == 6 ? ConsumeOrderlyStatus.SuspendCurrentQueueAMoment
                : messages[0].QueueOffset == 8 ? ConsumeOrderlyStatus.Commit
                : ConsumeOrderlyStatus.Success);
        };
        var consumer = _orderly.New(options => options with { MaxReconsumeTimes = 0 });

        _orderly.Submit(consumer, 5, 6, 7, 8);
        (await _orderly.Offsets.NextAsync()).ShouldBe(5, "the message before is not committed with the one that is given up");

        (await _orderly.Offsets.NextAsync()).ShouldBe(9);
        _orderly.Broker.Node.Came(RequestCode.SendMessageV2).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Submit_TurnBreaks_WhatItHadTakenComesAgain()
    {
        _orderly.Offsets.Fault = new InvalidOperationException("scripted");
        _orderly.Listener.Script = (_, _, _) => new(ConsumeOrderlyStatus.SuspendCurrentQueueAMoment);
        var consumer = _orderly.New(options => options with { MaxReconsumeTimes = 3, ConsumeMessageBatchMaxSize = 2 });
        MessageExt[] messages = [.. Records.Messages(5, 6)];
        messages[0] = messages[0] with { ReconsumeTimes = 3 };
        _orderly.ProcessQueue.Put(messages, 7);

        consumer.Submit(OrderlyHarness.Queue, _orderly.ProcessQueue, []);
        (await _orderly.Listener.NextOffsetsAsync()).ShouldBe([5, 6]);
        await _orderly.SuspendedAsync();
        _orderly.Offsets.Fault = null;
        _orderly.Clock.Advance(TimeSpan.FromSeconds(1));

        (await _orderly.Listener.NextOffsetsAsync()).ShouldBe([6], "5 was filed before the commit broke");
    }
}
