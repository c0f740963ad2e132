using Engine.Client;
using Engine.Client.Producing;
using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;

namespace Engine.Tests.Client.Producing;

public sealed class SendHooksTests : IAsyncLifetime
{
    private static readonly Message Plain = new() { Topic = FakeCluster.Topic, Body = "hello"u8.ToArray() };

    private readonly RecordingSendHook _hook = new();
    private FakeCluster _cluster = null!;
    private Producer _producer = null!;

    public async Task InitializeAsync()
    {
        _cluster = await FakeCluster.StartAsync(queuesOnA: 1, queuesOnB: 1);
        _producer = await _cluster.StartProducerAsync(new ProducerOptions { Group = "p", Hooks = [new ThrowingHook(), _hook] });
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Send_Stored_IsSeenBeforeAndAfterThoughAnotherHookThrows()
    {
        var result = await _producer.SendAsync(Plain, CancellationToken.None);

        var before = _hook.Begun.ShouldHaveSingleItem();
        before.ProducerGroup.ShouldBe("p");
        before.Messages.ShouldBe([Plain]);
        before.MessageId.ShouldBe(result.MessageId);
        before.Queue.ShouldBe(result.Queue);
        before.BrokerAddress.ShouldBe(result.Queue.BrokerName == "broker-a" ? _cluster.A.Address : _cluster.B.Address);
        (before.Mode, before.Kind, before.Result, before.Failure).ShouldBe((SendMode.Sync, SendKind.Normal, null, null));
        _hook.Ended.ShouldHaveSingleItem().ShouldBe(before with { Result = result });
    }

    [Fact]
    public async Task Send_EachAttempt_IsSeenWithItsFailure()
    {
        _cluster.A.Node.On(RequestCode.SendMessageV2, RemotingCommand.Answer(ResponseCode.SystemError, "no"));
        await _producer.SendAsync(Plain, CancellationToken.None);
        await _producer.SendAsync(Plain, CancellationToken.None);

        _hook.Begun.Count.ShouldBe(3, "one of two messages went to the failing broker first");
        var failed = _hook.Ended.Where(attempt => attempt.Failure is not null).ShouldHaveSingleItem();
        failed.Queue.BrokerName.ShouldBe("broker-a");
        failed.Failure.ShouldBeOfType<ClientException>().ResponseCode.ShouldBe(ResponseCode.SystemError);
    }

    [Fact]
    public async Task Send_OtherKinds_AreTold()
    {
        var stored = RemotingCommand.Success(new SendMessageResponseHeader { MsgId = "x", QueueId = 0, QueueOffset = 0 });
        _cluster.A.Node.On(RequestCode.SendBatchMessage, stored);
        _cluster.B.Node.On(RequestCode.SendBatchMessage, stored);

        await _producer.SendOneWayAsync(Plain, CancellationToken.None);
        await _producer.SendAsync(Plain with { DelayLevel = 2 }, CancellationToken.None);
        await _producer.SendBatchAsync([Plain, Plain], CancellationToken.None);

        _hook.Ended.Select(attempt => (attempt.Mode, attempt.Kind, attempt.Messages.Count)).ShouldBe(
        [
            (SendMode.OneWay, SendKind.Normal, 1), (SendMode.Sync, SendKind.Delayed, 1), (SendMode.Sync, SendKind.Batch, 2),
        ]);
        _hook.Ended[0].Result.ShouldBeNull();
    }

    private sealed class ThrowingHook : ISendHook
    {
        public void BeforeSend(SendMessageContext context) => throw new InvalidOperationException("before");

        public void AfterSend(SendMessageContext context) => throw new InvalidOperationException("after");
    }
}
