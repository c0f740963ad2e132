using System.Text;
using Engine.Client.Producing;
using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;

namespace Engine.Tests.Client.Producing;

/// <summary>The asked half of transactions: a broker that has heard nothing asks what became of one.</summary>
public sealed class TransactionChecksTests : IAsyncLifetime
{
    private static readonly TransactionProducerOptions Options = new() { Sending = new ProducerOptions { Group = "tx" } };

    private readonly ScriptedTransactions _listener = new();
    private FakeCluster _cluster = null!;
    private TransactionProducer? _producer;

    public async Task InitializeAsync()
    {
        _cluster = await FakeCluster.StartAsync();
        _cluster.SetRoute(TopicNames.AutoCreateTemplate, (_cluster.A, 8), (_cluster.B, 8));
    }

    public async Task DisposeAsync()
    {
        await (_producer?.DisposeAsync() ?? ValueTask.CompletedTask).AsTask().WaitAsync(TimeSpan.FromSeconds(20));
        await _cluster.DisposeAsync();
    }

    [Theory]
    [InlineData(LocalTransactionState.Commit, 8)]
    [InlineData(LocalTransactionState.Rollback, 12)]
    [InlineData(LocalTransactionState.Unknown, 0)]
    public async Task Check_OfAnEarlierLife_IsAnsweredToTheBrokerThatAsked(LocalTransactionState state, int code)
    {
        await StartAsync();
        _listener.OnCheck = (_, _) => ValueTask.FromResult(state);

        await AskAsync(_cluster.B, "key-1");

        var asked = await _listener.NextCheckAsync();
        (asked.UniqueKey, asked.Topic, Encoding.UTF8.GetString(asked.Body.Span)).ShouldBe(("key-1", FakeCluster.Topic, "body"));
        var end = await _cluster.B.Node.NextAsync(RequestCode.EndTransaction);
        end.IsOneWay.ShouldBeTrue();
        end.Remark.ShouldBeNull();
        end.ReadHeader<EndTransactionHeader>().ShouldBe(new EndTransactionHeader
        {
            ProducerGroup = "tx",
            TranStateTableOffset = 5,
            CommitLogOffset = 5000,
            CommitOrRollback = code,
            FromTransactionCheck = true,
            MsgId = "key-1",
            TransactionId = "key-1",
        });
        _cluster.A.Node.Came(RequestCode.EndTransaction).ShouldBeEmpty();
    }

    [Fact]
    public async Task Check_ListenerThrows_IsUnknownAndTheNextIsAnswered()
    {
        await StartAsync();
        _listener.OnCheck = (message, _) => message.UniqueKey == "bad"
            ? throw new InvalidOperationException("boom")
            : ValueTask.FromResult(LocalTransactionState.Commit);

        await AskAsync(_cluster.A, "bad");
        await AskAsync(_cluster.A, "good");

        var bad = await _cluster.A.Node.NextAsync(RequestCode.EndTransaction);
        bad.ReadHeader<EndTransactionHeader>().CommitOrRollback.ShouldBe(0);
        bad.Remark.ShouldNotBeNull().ShouldContain("boom");
        (await _cluster.A.Node.NextAsync(RequestCode.EndTransaction)).ReadHeader<EndTransactionHeader>().CommitOrRollback.ShouldBe(8);
        await UntilAsync(() => _producer!.Statistics.TransactionChecks == 2);
    }

    [Fact]
    public async Task Check_MoreThanMayWait_AreRefusedAndCounted()
    {
        TaskCompletionSource<LocalTransactionState> gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await StartAsync(Options with { CheckConcurrency = 1, CheckRequestHoldMax = 1 });
        _listener.OnCheck = (_, _) => new(gate.Task);
        await AskAsync(_cluster.A, "runs");
        await _listener.NextCheckAsync();

        await AskAsync(_cluster.A, "waits");
        await AskAsync(_cluster.A, "refused");

        await UntilAsync(() => _producer!.Statistics.RefusedTransactionChecks == 1);
        gate.SetResult(LocalTransactionState.Commit);
        (await _listener.NextCheckAsync()).UniqueKey.ShouldBe("waits");
        await UntilAsync(() => _producer!.Statistics.TransactionChecks == 2);
    }

    [Fact]
    public async Task Check_SeveralAtATime_RunSideBySide()
    {
        TaskCompletionSource<LocalTransactionState> gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await StartAsync(Options with { CheckConcurrency = 2 });
        _listener.OnCheck = (_, _) => new(gate.Task);

        await AskAsync(_cluster.A, "one");
        await AskAsync(_cluster.A, "two");

        var keys = new[] { (await _listener.NextCheckAsync()).UniqueKey, (await _listener.NextCheckAsync()).UniqueKey };
        keys.Order().ShouldBe(["one", "two"]);
        gate.SetResult(LocalTransactionState.Rollback);
        await UntilAsync(() => _producer!.Statistics.TransactionChecks == 2);
    }

    [Fact]
    public async Task Check_OfAnotherGroup_IsNotAnswered()
    {
        await StartAsync();

        await AskAsync(_cluster.A, "other", group: "other");
        await AskAsync(_cluster.A, "own");

        (await _listener.NextCheckAsync()).UniqueKey.ShouldBe("own");
        var end = await _cluster.A.Node.NextAsync(RequestCode.EndTransaction);
        end.ReadHeader<EndTransactionHeader>().MsgId.ShouldBe("own");
    }

    [Fact]
    public async Task Check_UnreadableMessage_DoesNotKeepTheNextFromBeingAnswered()
    {
        await StartAsync();
        var header = new CheckTransactionStateHeader { TranStateTableOffset = 1, CommitLogOffset = 1, TransactionId = "x" };

        await _cluster.A.TellAllAsync(
            RemotingCommand.Request(RequestCode.CheckTransactionState, header) with { Body = "nonsense"u8.ToArray() });
        await AskAsync(_cluster.A, "own");

        (await _listener.NextCheckAsync()).UniqueKey.ShouldBe("own");
    }

    [Fact]
    public async Task StopAsync_CheckRuns_CancelsItAndTellsNothing()
    {
        await StartAsync();
        _listener.OnCheck = async (_, stopping) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stopping);
            return LocalTransactionState.Commit;
        };
        await AskAsync(_cluster.A, "runs");
        await _listener.NextCheckAsync();

        await _producer!.StopAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20));

        _cluster.A.Node.Came(RequestCode.EndTransaction).ShouldBeEmpty();
        _cluster.A.Node.Came(RequestCode.UnregisterClient).Count.ShouldBe(1);
    }

    [Fact]
    public async Task StopAsync_CheckDoesNotReturn_StopsAfterItsPatience()
    {
        await StartAsync();
        TaskCompletionSource<LocalTransactionState> gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _listener.OnCheck = (_, _) => new(gate.Task);
        await AskAsync(_cluster.A, "runs");
        await _listener.NextCheckAsync();
        var timers = _cluster.Clock.ArmedTimers;

        var stopping = _producer!.StopAsync(CancellationToken.None);
        await _cluster.Clock.WaitForTimersAsync(timers + 1);
        stopping.IsCompleted.ShouldBeFalse();
        _cluster.Clock.Advance(TimeSpan.FromSeconds(5));

        await stopping.WaitAsync(TimeSpan.FromSeconds(20));
        gate.SetResult(LocalTransactionState.Commit);
    }

    /// <summary>Started, and known to both brokers although it has sent nothing.</summary>
    private async Task StartAsync(TransactionProducerOptions? options = null)
    {
        _producer = new TransactionProducer(options ?? Options, _listener, _cluster.Context);
        await _producer.StartAsync(CancellationToken.None);
        _cluster.Clock.Advance(TimeSpan.FromMilliseconds(10));
        await _cluster.A.Node.NextAsync(RequestCode.HeartBeat);
        await _cluster.B.Node.NextAsync(RequestCode.HeartBeat);
    }

    private static Task AskAsync(FakeBroker broker, string key, string group = "tx")
    {
        var header = new CheckTransactionStateHeader { TranStateTableOffset = 5, CommitLogOffset = 5000, MsgId = key, TransactionId = key };
        var half = Records.Of(FakeCluster.Topic, 0, 5, more:
        [
            new(MessageProperties.UniqueKey, key), new(MessageProperties.ProducerGroup, group),
            new(MessageProperties.TransactionPrepared, "true"),
        ]);
        return broker.TellAllAsync(RemotingCommand.Request(RequestCode.CheckTransactionState, header) with { Body = half });
    }

    private static async Task UntilAsync(Func<bool> isTrue)
    {
        for (var i = 0; i < 100_000 && !isTrue(); i++)
            await Task.Yield();

        isTrue().ShouldBeTrue();
    }
}
