using Engine.Client;
using Engine.Client.Producing;
using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Messages;

namespace Engine.Tests.Client.Producing;

/// <summary>Sends with a callback.</summary>
public sealed class AsyncSendTests : IAsyncLifetime
{
    private static readonly ProducerOptions Options = new() { Group = "ProducersA" };
    private static readonly Message Plain = new() { Topic = FakeCluster.Topic, Body = "hello"u8.ToArray() };

    private FakeCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await FakeCluster.StartAsync(queuesOnA: 2, queuesOnB: 2);

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Send_Stored_TellsTheCallback()
    {
        var producer = await _cluster.StartProducerAsync();
        var callback = new RecordingCallback();

        producer.Send(Plain, callback);

        var result = await callback.ResultAsync();
        (result.Status, result.QueueOffset).ShouldBe((SendStatus.SendOk, 0));
    }

    [Fact]
    public async Task Send_BrokerRefuses_IsNeverTriedAgain()
    {
        var refused = RemotingCommand.Answer(ResponseCode.SystemError, "scripted");
        _cluster.A.Node.On(RequestCode.SendMessageV2, refused);
        _cluster.B.Node.On(RequestCode.SendMessageV2, refused);
        var producer = await _cluster.StartProducerAsync();
        var callback = new RecordingCallback();

        producer.Send(Plain, callback);

        (await Should.ThrowAsync<ClientException>(callback.ResultAsync)).ResponseCode.ShouldBe(ResponseCode.SystemError);
        (_cluster.A.Node.Came(310).Count + _cluster.B.Node.Came(310).Count).ShouldBe(1);
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(3, 1)]
    [InlineData(4, 2)]
    public async Task Send_BrokerNotReached_IsTriedAtAnotherOnTheQueueOfTheSameNumber(int start, int queueId)
    {
        var absent = new FakeBroker("broker-c", "127.0.0.1:10931");
        _cluster.SetRoute(FakeCluster.Topic, (_cluster.A, 3), (absent, 3));
        var hook = new RecordingSendHook();
        await using var producer = new Producer(Options with { Hooks = [hook] }, _cluster.Context with { Random = _ => start });
        await producer.StartAsync(CancellationToken.None);
        var callback = new RecordingCallback();

        producer.Send(Plain, callback);

        var taken = new MessageQueue(FakeCluster.Topic, "broker-a", queueId);
        (await callback.ResultAsync()).Queue.ShouldBe(taken);
        hook.Begun.Select(attempt => attempt.Queue).ShouldBe([taken with { BrokerName = "broker-c" }, taken]);
        hook.Begun.ShouldAllBe(attempt => attempt.Mode == SendMode.Async);
    }

    [Fact]
    public async Task Send_NoBrokerReached_GivesUpAfterThreeAttempts()
    {
        var absent = new FakeBroker("broker-c", "127.0.0.1:10931");
        _cluster.SetRoute(FakeCluster.Topic, (absent, 3));
        var producer = await _cluster.StartProducerAsync();
        var callback = new RecordingCallback();

        producer.Send(Plain, callback);

        var failure = await Should.ThrowAsync<ClientException>(callback.ResultAsync);
        failure.ResponseCode.ShouldBe(ClientErrorCode.ConnectBroker);
        failure.Message.ShouldContain("Send [3] times");
    }

    [Fact]
    public async Task Send_IllegalMessage_IsToldToTheCallback()
    {
        var producer = await _cluster.StartProducerAsync();
        var callback = new RecordingCallback();

        producer.Send(Plain with { Body = default }, callback);

        (await Should.ThrowAsync<ClientException>(callback.ResultAsync)).ResponseCode.ShouldBe(ResponseCode.MessageIllegal);
    }

    [Fact]
    public async Task Send_MoreThanAllowedUnderWay_IsRefusedWithSystemBusy()
    {
        var producer = await _cluster.StartProducerAsync(Options with { MaxAsyncSends = 1 });
        var first = new RecordingCallback();
        var stored = HoldSends();
        producer.Send(Plain, first);

        var refusal = Should.Throw<ClientException>(() => producer.Send(Plain, new RecordingCallback()));

        refusal.ResponseCode.ShouldBe(ResponseCode.SystemBusy);
        refusal.Message.ShouldContain("MaxAsyncSends");
        producer.Statistics.AsyncSends.ShouldBe(1);
        stored.SetResult(RemotingCommand.Answer(ResponseCode.MessageIllegal));
        await Should.ThrowAsync<ClientException>(first.ResultAsync);
    }

    [Fact]
    public async Task Send_CallbackThrows_TheNextSendsGoOn()
    {
        var producer = await _cluster.StartProducerAsync(Options with { MaxAsyncSends = 1 });
        var throwing = new ThrowingCallback();
        producer.Send(Plain, throwing);
        await throwing.Called.WaitAsync(TimeSpan.FromSeconds(20));
        for (var i = 0; i < 10_000 && producer.Statistics.AsyncSends > 0; i++)
            await Task.Yield();

        var callback = new RecordingCallback();
        producer.Send(Plain, callback);

        (await callback.ResultAsync()).Status.ShouldBe(SendStatus.SendOk);
        throwing.Calls.ShouldBe(1);
    }

    [Fact]
    public async Task StopAsync_SendsUnderWay_AreGivenUpAndTold()
    {
        var producer = await _cluster.StartProducerAsync();
        HoldSends();
        var callback = new RecordingCallback();
        producer.Send(Plain, callback);

        await producer.StopAsync(CancellationToken.None);

        var ended = callback.ResultAsync();
        ended.IsCompleted.ShouldBeTrue("the stop waits for callbacks");
        await Should.ThrowAsync<OperationCanceledException>(() => ended);
        producer.Statistics.AsyncSends.ShouldBe(0);
    }

    private TaskCompletionSource<RemotingCommand> HoldSends()
    {
        TaskCompletionSource<RemotingCommand> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _cluster.A.Node.OnHeld(RequestCode.SendMessageV2, _ => new(answer.Task));
        _cluster.B.Node.OnHeld(RequestCode.SendMessageV2, _ => new(answer.Task));
        return answer;
    }

    private sealed class ThrowingCallback : ISendCallback
    {
        private readonly TaskCompletionSource _called = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal Task Called => _called.Task;

        internal int Calls { get; private set; }

        public void OnSuccess(SendResult result)
        {
            Calls++;
            _called.TrySetResult();
            throw new InvalidOperationException("the callback fails");
        }

        public void OnException(Exception exception) => Calls++;
    }
}
