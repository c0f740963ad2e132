using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Remoting.Connections;
using Engine.Remoting.Inbound;
using Engine.Remoting.Outbound;
using Engine.Remoting.Transports;
using Engine.Tests.Time;

namespace Engine.Tests.Remoting.Transports;

/// <summary>What every transport does alike.</summary>
public abstract class TransportContract : IAsyncLifetime
{
    private protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan CallTime = TimeSpan.FromSeconds(3);

    private readonly TaskCompletionSource<RemotingCommand?> _held = new();
    private readonly List<IAsyncDisposable> _listeners = [];

    private protected FakeTimeProvider Clock { get; } = new();

    [Fact]
    public async Task CallAsync_AnsweredAtOnce_GivesTheAnswerAndArmsNothing()
    {
        var server = new ScriptedDispatcher(request => ValueTask.FromResult<RemotingCommand?>(
            RemotingCommand.Success(new TopicHeader { Topic = request.Command.ReadHeader<TopicHeader>().Topic + "!" })
                with
            { Opaque = request.Command.Opaque }));
        var (connection, _) = await ConnectAsync(server);

        var answer = await CallAsync(connection, RemotingCommand.Request(105, new TopicHeader { Topic = "TopicA" }));

        answer.Code.ShouldBe(ResponseCode.Success);
        answer.IsResponse.ShouldBeTrue();
        answer.ReadHeader<TopicHeader>().Topic.ShouldBe("TopicA!");
        await SettledAsync();
        Clock.ArmedTimers.ShouldBe(0);
    }

    [Fact]
    public async Task CallAsync_RawBody_ArrivesAsSent()
    {
        var server = new ScriptedDispatcher();
        var (connection, _) = await ConnectAsync(server);

        await CallAsync(connection, RemotingCommand.Request(310) with { Body = new byte[] { 1, 2, 3 } });

        server.Came.Single().Command.WriteBody().ToArray().ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task CallAsync_TwoCalls_CarryDifferentIds()
    {
        var server = new ScriptedDispatcher();
        var (connection, _) = await ConnectAsync(server);

        await CallAsync(connection, RemotingCommand.Request(34));
        await CallAsync(connection, RemotingCommand.Request(34));

        server.Came.Select(request => request.Command.Opaque).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public async Task CallAsync_AnsweredLater_GivesTheAnswerAndDisarms()
    {
        var (connection, _) = await ConnectAsync(Holding());

        var calling = connection.CallAsync(RemotingCommand.Request(11), CallTime, CancellationToken.None);
        calling.IsCompleted.ShouldBeFalse();
        Release(RemotingCommand.Answer(ResponseCode.PullNotFound));

        (await calling.WaitAsync(Patience)).Code.ShouldBe(ResponseCode.PullNotFound);
        Clock.Advance(CallTime);
    }

    [Fact]
    public async Task CallAsync_NoAnswerInTime_TimesOutThenNotBefore()
    {
        var (connection, _) = await ConnectAsync(Holding());
        var calling = connection.CallAsync(RemotingCommand.Request(11), CallTime, CancellationToken.None);

        Clock.Advance(CallTime - TimeSpan.FromMilliseconds(1));
        calling.IsCompleted.ShouldBeFalse();
        Clock.Advance(TimeSpan.FromMilliseconds(1));

        var failure = await Should.ThrowAsync<RemotingTimeoutException>(calling.WaitAsync(Patience));
        failure.Message.ShouldBe($"request 11 to {Address} timed out after 3000 ms");
        Release(RemotingCommand.Success());
        connection.IsOpen.ShouldBeTrue("a late answer is dropped");
    }

    [Fact]
    public async Task CallAsync_Cancelled_IsCancelled()
    {
        var (connection, _) = await ConnectAsync(Holding());
        using var cancellation = new CancellationTokenSource();
        var calling = connection.CallAsync(RemotingCommand.Request(11), CallTime, cancellation.Token);

        await cancellation.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(calling.WaitAsync(Patience));
        await SettledAsync();
        Clock.ArmedTimers.ShouldBe(0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Close_CallPending_FailsItAtOnceOnEitherSidesWish(bool byClient)
    {
        var server = Holding();
        var (connection, _) = await ConnectAsync(server);
        var calling = connection.CallAsync(RemotingCommand.Request(11), CallTime, CancellationToken.None);
        var peer = (await server.FirstAsync()).Connection;

        (byClient ? connection : peer).Close("tests");

        var failure = await Should.ThrowAsync<RemotingSendException>(calling.WaitAsync(Patience));
        failure.Message.ShouldBe($"send of request 11 to {Address} failed: {(byClient ? "tests" : ReasonOfThePeer)}");
        await ClosedAsync(connection);
        await ClosedAsync(peer);
        connection.IsOpen.ShouldBeFalse();
        peer.IsOpen.ShouldBeFalse();
        await SettledAsync();
        Clock.ArmedTimers.ShouldBe(0);
    }

    [Fact]
    public async Task Close_DuringTheHandling_FailsTheCall()
    {
        var server = new ScriptedDispatcher(request =>
        {
            request.Connection.Close("refused");
            return ValueTask.FromResult<RemotingCommand?>(RemotingCommand.Success());
        });
        var (connection, _) = await ConnectAsync(server);

        await Should.ThrowAsync<RemotingSendException>(CallAsync(connection, RemotingCommand.Request(34)));
    }

    [Fact]
    public async Task CallAsync_AfterTheClose_FailsAndSendsNothing()
    {
        var server = new ScriptedDispatcher();
        var (connection, _) = await ConnectAsync(server);
        connection.Close("tests");

        await Should.ThrowAsync<RemotingSendException>(CallAsync(connection, RemotingCommand.Request(34)));
        await Should.ThrowAsync<RemotingSendException>(
            async () => await connection.SendOneWayAsync(RemotingCommand.Request(15), CancellationToken.None));

        server.Came.ShouldBeEmpty();
    }

    [Fact]
    public async Task SendOneWayAsync_HandledLater_DoesNotWait()
    {
        var server = Holding();
        var (connection, _) = await ConnectAsync(server);

        await connection.SendOneWayAsync(RemotingCommand.Request(15), CancellationToken.None).AsTask().WaitAsync(Patience);

        (await server.FirstAsync()).Command.IsOneWay.ShouldBeTrue();
    }

    [Fact]
    public async Task CallAsync_FromTheServer_ReachesTheClientsDispatcher()
    {
        var server = new ScriptedDispatcher();
        var client = new ScriptedDispatcher();
        var (connection, _) = await ConnectAsync(server, client);
        await CallAsync(connection, RemotingCommand.Request(34));
        var back = server.Came.Single().Connection;

        await back.SendOneWayAsync(RemotingCommand.Request(40), CancellationToken.None);
        var answer = await back.CallAsync(RemotingCommand.Request(307), CallTime, CancellationToken.None);

        answer.Code.ShouldBe(ResponseCode.Success);
        client.Came.Select(request => request.Command.Code).ShouldBe([40, 307]);
        client.Came[0].Connection.ShouldBeSameAs(connection);
    }

    [Fact]
    public async Task ConnectAsync_TwoConnections_HaveAddressesOfTheirOwn()
    {
        var server = new ScriptedDispatcher();
        var (first, _) = await ConnectAsync(server);
        var second = await Transport.ConnectAsync(Address, new ScriptedDispatcher(), CancellationToken.None);
        await CallAsync(first, RemotingCommand.Request(34));

        first.LocalAddress.ShouldNotBe(second.LocalAddress);
        first.RemoteAddress.ShouldBe(Address);
        server.Came.Single().Connection.RemoteAddress.ShouldBe(first.LocalAddress);
        server.Came.Single().Connection.LocalAddress.ShouldBe(Address);
    }

    [Fact]
    public async Task ConnectAsync_NobodyListens_FailsNamingTheAddress()
    {
        var failure = await Should.ThrowAsync<RemotingConnectException>(
            async () => await Transport.ConnectAsync("127.0.0.1:1", new ScriptedDispatcher(), CancellationToken.None));

        failure.Message.ShouldContain("127.0.0.1:1");
    }

    [Fact]
    public async Task ListenAsync_AddressTaken_FailsNamingIt()
    {
        await using var first = await Transport.ListenAsync(Address, new ScriptedDispatcher(), CancellationToken.None);

        var failure = await Should.ThrowAsync<AddressInUseException>(
            async () => await Transport.ListenAsync(Address, new ScriptedDispatcher(), CancellationToken.None));

        failure.Message.ShouldContain(Address);
    }

    [Fact]
    public async Task Dispose_Listener_ClosesItsConnectionsAndFreesTheAddress()
    {
        var (connection, listener) = await ConnectAsync(new ScriptedDispatcher());

        await listener.DisposeAsync();

        await ClosedAsync(connection);
        await using var again = await Transport.ListenAsync(Address, new ScriptedDispatcher(), CancellationToken.None);
        (await Transport.ConnectAsync(Address, new ScriptedDispatcher(), CancellationToken.None)).IsOpen.ShouldBeTrue();
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public virtual async Task DisposeAsync()
    {
        _held.TrySetResult(null);
        foreach (var listener in _listeners)
            await listener.DisposeAsync();
    }

    private protected abstract ITransport Transport { get; }

    private protected virtual string Address => "127.0.0.1:10911";

    /// <summary>What one side is told when the other closed with the reason "tests".</summary>
    private protected virtual string ReasonOfThePeer => "tests";

    private protected static Task<RemotingCommand> CallAsync(IConnection connection, RemotingCommand request) =>
        connection.CallAsync(request, CallTime, CancellationToken.None);

    private protected async Task<(IConnection Connection, IAsyncDisposable Listener)> ConnectAsync(
        IDispatcher server,
        IDispatcher? client = null)
    {
        var listener = await Transport.ListenAsync(Address, server, CancellationToken.None);
        _listeners.Add(listener);
        return (await Transport.ConnectAsync(Address, client ?? new ScriptedDispatcher(), CancellationToken.None), listener);
    }

    /// <summary>Completes when what was to be ended after a call or a close has ended.</summary>
    private protected virtual Task SettledAsync() => Task.CompletedTask;

    internal static async Task ClosedAsync(IConnection connection)
    {
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = connection.Closed.Register(closed.SetResult);
        await closed.Task.WaitAsync(Patience);
    }

    /// <summary>A dispatcher that answers when the test says so.</summary>
    private ScriptedDispatcher Holding() => new(async request =>
    {
        var answer = await _held.Task.ConfigureAwait(false);
        return answer is null ? null : answer with { Opaque = request.Command.Opaque };
    });

    private void Release(RemotingCommand answer) => _held.SetResult(answer);
}
