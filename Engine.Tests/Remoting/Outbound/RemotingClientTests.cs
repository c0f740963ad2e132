using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Remoting.Connections;
using Engine.Remoting.Inbound;
using Engine.Remoting.Outbound;
using Engine.Remoting.Transports;
using Engine.Tests.Time;
using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;

namespace Engine.Tests.Remoting.Outbound;

public sealed class RemotingClientTests : IAsyncDisposable
{
    private const string Address = "127.0.0.1:10911";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan CallTime = TimeSpan.FromSeconds(3);

    private readonly FakeTimeProvider _clock = new();
    private readonly ScriptedDispatcher _server = new();
    private readonly ScriptedDispatcher _inbound = new();
    private readonly InProcessNetwork _network;
    private readonly RemotingClient _client;

    public RemotingClientTests()
    {
        _network = new InProcessNetwork(_clock, NullLogger.Instance);
        _client = new RemotingClient(_network, _inbound, _clock, NullLogger.Instance);
    }

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    [Fact]
    public async Task CallAsync_TwoCalls_UseOneConnection()
    {
        await ListenAsync();

        await CallAsync();
        await CallAsync();

        _server.Came.Count.ShouldBe(2);
        _server.Came[0].Connection.ShouldBeSameAs(_server.Came[1].Connection);
    }

    [Fact]
    public async Task CallAsync_ConcurrentFirstCalls_ConnectOnce()
    {
        var connection = Open();
        var connected = new TaskCompletionSource<IConnection>();
        var transport = Substitute.For<ITransport>();
        transport.ConnectAsync(Address, _inbound, Arg.Any<CancellationToken>()).Returns(_ => new ValueTask<IConnection>(connected.Task));
        await using var client = new RemotingClient(transport, _inbound, _clock, NullLogger.Instance);

        var calls = Enumerable.Range(0, 5)
            .Select(_ => client.CallAsync(Address, RemotingCommand.Request(34), CallTime, CancellationToken.None))
            .ToArray();
        connected.SetResult(connection);

        await Task.WhenAll(calls).WaitAsync(Patience);
        await transport.Received(1).ConnectAsync(Address, _inbound, Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task CallAsync_AfterTheConnectionClosed_ConnectsAnew()
    {
        await ListenAsync();
        await CallAsync();
        _server.Came[0].Connection.Close("tests");

        (await CallAsync()).Code.ShouldBe(ResponseCode.Success);

        _server.Came[1].Connection.ShouldNotBeSameAs(_server.Came[0].Connection);
    }

    [Fact]
    public async Task CallAsync_NobodyListens_FailsAndLaterFindsTheListener()
    {
        await Should.ThrowAsync<RemotingConnectException>(CallAsync());
        await ListenAsync();

        (await CallAsync()).Code.ShouldBe(ResponseCode.Success);
    }

    [Fact]
    public async Task CallAsync_TransportNeverConnects_FailsAfterTheCallersTime()
    {
        await using var client = new RemotingClient(NeverConnecting(), _inbound, _clock, NullLogger.Instance);
        var calling = client.CallAsync(Address, RemotingCommand.Request(34), TimeSpan.FromSeconds(1), CancellationToken.None);
        await _clock.WaitForTimersAsync(2);

        _clock.Advance(TimeSpan.FromSeconds(1));

        (await Should.ThrowAsync<RemotingConnectException>(calling.WaitAsync(Patience))).Message.ShouldContain("1000 ms");
    }

    [Fact]
    public async Task CallAsync_TransportNeverConnects_FailsAfterThreeSeconds()
    {
        await using var client = new RemotingClient(NeverConnecting(), _inbound, _clock, NullLogger.Instance);
        var calling = client.CallAsync(Address, RemotingCommand.Request(34), TimeSpan.FromSeconds(30), CancellationToken.None);
        await _clock.WaitForTimersAsync(2);

        _clock.Advance(TimeSpan.FromSeconds(3));

        (await Should.ThrowAsync<RemotingConnectException>(calling.WaitAsync(Patience))).Message.ShouldContain("3000 ms");
    }

    [Fact]
    public async Task CallAsync_ConnectingTookTime_LeavesTheRestForTheAnswer()
    {
        var connection = Open();
        var connected = new TaskCompletionSource<IConnection>();
        var transport = Substitute.For<ITransport>();
        transport.ConnectAsync(Address, _inbound, Arg.Any<CancellationToken>()).Returns(_ => new ValueTask<IConnection>(connected.Task));
        await using var client = new RemotingClient(transport, _inbound, _clock, NullLogger.Instance);
        var calling = client.CallAsync(Address, RemotingCommand.Request(34), CallTime, CancellationToken.None);

        _clock.Advance(TimeSpan.FromSeconds(1));
        connected.SetResult(connection);
        await calling.WaitAsync(Patience);

        var calls = connection.ReceivedCalls().Where(call => call.GetMethodInfo().Name == nameof(IConnection.CallAsync));
        var left = (TimeSpan)calls.Single().GetArguments()[1]!;
        left.TotalMilliseconds.ShouldBe(2000, tolerance: 1);
    }

    [Fact]
    public async Task CloseConnections_CallPending_FailsItAndLaterCallsConnectAnew()
    {
        var held = new TaskCompletionSource<RemotingCommand?>();
        var server = new ScriptedDispatcher(_ => new ValueTask<RemotingCommand?>(held.Task));
        var listener = await _network.ListenAsync(Address, server, CancellationToken.None);
        var calling = CallAsync();

        _client.CloseConnections("the process died");

        (await Should.ThrowAsync<RemotingSendException>(calling.WaitAsync(Patience))).Message.ShouldContain("the process died");
        server.Came.Single().Connection.Closed.IsCancellationRequested.ShouldBeTrue();
        await listener.DisposeAsync();
        await ListenAsync();
        (await CallAsync()).Code.ShouldBe(ResponseCode.Success);
    }

    [Fact]
    public async Task CloseConnections_WhileConnecting_ClosesWhatIsMade()
    {
        var connection = Open();
        var connected = new TaskCompletionSource<IConnection>();
        var transport = Substitute.For<ITransport>();
        transport.ConnectAsync(Address, _inbound, Arg.Any<CancellationToken>()).Returns(_ => new ValueTask<IConnection>(connected.Task));
        await using var client = new RemotingClient(transport, _inbound, _clock, NullLogger.Instance);
        _ = client.CallAsync(Address, RemotingCommand.Request(34), CallTime, CancellationToken.None);

        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        connection.When(made => made.Close(Arg.Any<string>())).Do(_ => closed.SetResult());
        client.CloseConnections("tests");
        connected.SetResult(connection);

        await closed.Task.WaitAsync(Patience);
    }

    [Fact]
    public async Task CallAsync_AfterDispose_Fails()
    {
        await ListenAsync();
        await CallAsync();
        await _client.DisposeAsync();

        await Should.ThrowAsync<RemotingConnectException>(CallAsync());

        _server.Came.Single().Connection.IsOpen.ShouldBeFalse();
    }

    [Fact]
    public async Task SendOneWayAsync_Listener_GetsAOneWayRequest()
    {
        await ListenAsync();

        await _client.SendOneWayAsync(Address, RemotingCommand.Request(15), CallTime, CancellationToken.None);

        _server.Came.Single().Command.IsOneWay.ShouldBeTrue();
    }

    [Fact]
    public async Task CallAsync_CancelledBefore_SendsNothing()
    {
        await ListenAsync();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(
            _client.CallAsync(Address, RemotingCommand.Request(34), CallTime, cancelled.Token));

        _server.Came.ShouldBeEmpty();
    }

    [Fact]
    public async Task CallAsync_ManyCallersOnANarrowLane_AreEachAnsweredOnce()
    {
        var running = 0;
        var most = 0;
        var handler = new ScriptedHandler(async (request, _) =>
        {
            InterlockedMax(ref most, Interlocked.Increment(ref running));
            await Task.Yield();
            Interlocked.Decrement(ref running);
            return request.Command.Code == 1
                ? Answer.Now(RemotingCommand.Success())
                : Answer.Later(Task.FromResult(RemotingCommand.Answer(ResponseCode.PullNotFound)));
        });
        var lane = new HandlerLane("narrow", 3, 1_000);
        await using var listener = await _network.ListenAsync(
            Address,
            new RequestDispatcher([new(1, handler, lane), new(2, handler, lane)], NullLogger.Instance, _clock),
            CancellationToken.None);

        var answers = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(number => Task.Run(
            () => _client.CallAsync(Address, RemotingCommand.Request(1 + number % 2), CallTime, CancellationToken.None))))
            .WaitAsync(Patience);

        answers.Count(answer => answer.Code == ResponseCode.Success).ShouldBe(500);
        answers.Count(answer => answer.Code == ResponseCode.PullNotFound).ShouldBe(500);
        answers.Select(answer => answer.Opaque).Distinct().Count().ShouldBe(1_000);
        most.ShouldBeInRange(1, 3);
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = Volatile.Read(ref target); seen < value; seen = Volatile.Read(ref target))
            Interlocked.CompareExchange(ref target, value, seen);
    }

    private static IConnection Open()
    {
        var connection = Substitute.For<IConnection>();
        connection.IsOpen.Returns(true);
        connection.CallAsync(default!, default, default).ReturnsForAnyArgs(RemotingCommand.Success());
        return connection;
    }

    private static ITransport NeverConnecting()
    {
        var transport = Substitute.For<ITransport>();
        transport.ConnectAsync(default!, default!, default).ReturnsForAnyArgs(call =>
        {
            var never = new TaskCompletionSource<IConnection>();
            var token = call.Arg<CancellationToken>();
            token.Register(() => never.TrySetCanceled(token));
            return new ValueTask<IConnection>(never.Task);
        });
        return transport;
    }

    private ValueTask<IAsyncDisposable> ListenAsync() => _network.ListenAsync(Address, _server, CancellationToken.None);

    private Task<RemotingCommand> CallAsync() =>
        _client.CallAsync(Address, RemotingCommand.Request(34), CallTime, CancellationToken.None);
}
