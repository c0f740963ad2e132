using Engine.Client;
using Engine.Client.Producing;
using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;

namespace Engine.Tests.Client.Producing;

/// <summary>The sending half of transactions: half message, local transaction, end.</summary>
public sealed class TransactionProducerTests : IAsyncLifetime
{
    private const long HalfOffset = 7;
    private const long LogOffset = 123_456;

    private static readonly Message Plain = new() { Topic = FakeCluster.Topic, Body = "hello"u8.ToArray() };

    private readonly ScriptedTransactions _listener = new();
    private FakeCluster _cluster = null!;
    private TransactionProducer _producer = null!;

    public async Task InitializeAsync()
    {
        _cluster = await FakeCluster.StartAsync(queuesOnA: 1);
        AnswerHalf(ResponseCode.Success);
        _producer = new TransactionProducer(
            new TransactionProducerOptions { Sending = new ProducerOptions { Group = "tx" } }, _listener, _cluster.Context);
        await _producer.StartAsync(CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _producer.DisposeAsync();
        await _cluster.DisposeAsync();
    }

    [Theory]
    [InlineData(LocalTransactionState.Commit, 8)]
    [InlineData(LocalTransactionState.Rollback, 12)]
    [InlineData(LocalTransactionState.Unknown, 0)]
    public async Task SendAsync_LocalTransaction_EndsTheHalfMessageAsItDid(LocalTransactionState state, int code)
    {
        _listener.OnExecute = () => state;

        var result = await _producer.SendAsync(Plain, "argument", CancellationToken.None);

        (result.State, result.Failure, result.Send.Status).ShouldBe((state, null, SendStatus.SendOk));
        _listener.Executed.ShouldBe([new LocalTransaction(result.Send.MessageId, Plain, "argument")]);
        var end = _cluster.A.Node.Came(RequestCode.EndTransaction).ShouldHaveSingleItem();
        end.IsOneWay.ShouldBeTrue();
        end.Remark.ShouldBeNull();
        end.ReadHeader<EndTransactionHeader>().ShouldBe(new EndTransactionHeader
        {
            ProducerGroup = "tx",
            TranStateTableOffset = HalfOffset,
            CommitLogOffset = LogOffset,
            CommitOrRollback = code,
            MsgId = result.Send.MessageId,
            BrokerName = "broker-a",
        });
    }

    [Fact]
    public async Task SendAsync_Half_IsMarkedAsOne()
    {
        await _producer.SendAsync(Plain, null, CancellationToken.None);

        var half = _cluster.A.Node.Came(RequestCode.SendMessageV2).ShouldHaveSingleItem().ReadHeader<SendMessageHeader>();
        half.SysFlag.ShouldBe(MessageSysFlags.TransactionPrepared);
        var properties = PropertyString.Parse(half.Properties);
        properties[MessageProperties.TransactionPrepared].ShouldBe("true");
        properties[MessageProperties.ProducerGroup].ShouldBe("tx");
        properties[MessageProperties.UniqueKey].ShouldBe(_listener.Executed[0].Id);
    }

    [Fact]
    public async Task SendAsync_LocalTransactionThrows_IsUnknownAndTheBrokerLearnsWhy()
    {
        var boom = new InvalidOperationException("boom");
        _listener.OnExecute = () => throw boom;

        var result = await _producer.SendAsync(Plain, null, CancellationToken.None);

        (result.State, result.Failure).ShouldBe((LocalTransactionState.Unknown, boom));
        var end = _cluster.A.Node.Came(RequestCode.EndTransaction).ShouldHaveSingleItem();
        end.Remark.ShouldNotBeNull().ShouldContain("boom");
        end.ReadHeader<EndTransactionHeader>().CommitOrRollback.ShouldBe(0);
    }

    [Theory]
    [InlineData(ResponseCode.FlushDiskTimeout)]
    [InlineData(ResponseCode.FlushSlaveTimeout)]
    [InlineData(ResponseCode.SlaveNotAvailable)]
    public async Task SendAsync_HalfNotSafe_IsRolledBackWithoutALocalTransaction(int code)
    {
        AnswerHalf(code);

        var result = await _producer.SendAsync(Plain, null, CancellationToken.None);

        result.State.ShouldBe(LocalTransactionState.Rollback);
        _listener.Executed.ShouldBeEmpty();
        _cluster.A.Node.Came(RequestCode.EndTransaction).ShouldHaveSingleItem()
            .ReadHeader<EndTransactionHeader>().CommitOrRollback.ShouldBe(12);
    }

    [Fact]
    public async Task SendAsync_HalfRefused_ExecutesNothingAndTellsNothing()
    {
        AnswerHalf(ResponseCode.MessageIllegal);

        await Should.ThrowAsync<ClientException>(() => _producer.SendAsync(Plain, null, CancellationToken.None));

        _listener.Executed.ShouldBeEmpty();
        _cluster.A.Node.Came(RequestCode.EndTransaction).ShouldBeEmpty();
    }

    [Fact]
    public async Task SendAsync_PlaceOfTheHalfMessageNotKnown_StillGivesTheResult()
    {
        var stored = new SendMessageResponseHeader { MsgId = "nonsense", QueueId = 0, QueueOffset = HalfOffset };
        _cluster.A.Node.On(RequestCode.SendMessageV2, RemotingCommand.Success(stored));

        var result = await _producer.SendAsync(Plain, null, CancellationToken.None);

        result.State.ShouldBe(LocalTransactionState.Commit);
        _cluster.A.Node.Came(RequestCode.EndTransaction).ShouldBeEmpty();
    }

    [Fact]
    public async Task SendAsync_CancelledDuringTheLocalTransaction_StillTellsTheBroker()
    {
        using var cancelling = new CancellationTokenSource();
        _listener.OnExecute = () =>
        {
            cancelling.Cancel();
            return LocalTransactionState.Commit;
        };

        var result = await _producer.SendAsync(Plain, null, cancelling.Token);

        result.State.ShouldBe(LocalTransactionState.Commit);
        _cluster.A.Node.Came(RequestCode.EndTransaction).Count.ShouldBe(1);
    }

    [Fact]
    public async Task SendAsync_First_ComesAfterAHeartbeatSoThatTheBrokerCanAsk()
    {
        await _producer.SendAsync(Plain, null, CancellationToken.None);
        await _producer.SendAsync(Plain, null, CancellationToken.None);

        _cluster.A.Node.CodesCame.ShouldBe(
        [
            RequestCode.HeartBeat, RequestCode.SendMessageV2, RequestCode.EndTransaction,
            RequestCode.SendMessageV2, RequestCode.EndTransaction,
        ]);
    }

    [Fact]
    public async Task SendAsync_NotRunning_IsRefused()
    {
        await _producer.StopAsync(CancellationToken.None);

        await Should.ThrowAsync<InvalidOperationException>(() => _producer.SendAsync(Plain, null, CancellationToken.None));
    }

    private void AnswerHalf(int code)
    {
        var id = new OffsetMessageId(HostAddress.Parse(_cluster.A.Address), LogOffset).ToString();
        var stored = new SendMessageResponseHeader { MsgId = id, QueueId = 0, QueueOffset = HalfOffset };
        _cluster.A.Node.On(RequestCode.SendMessageV2, RemotingCommand.Answer(code, "scripted") with { Header = stored });
    }
}
