using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Remoting.Codec;
using Engine.Remoting.Outbound;
using Engine.Remoting.Transports.Tcp;

namespace Engine.Tests.Remoting.Transports.Tcp;

/// <summary>What a connection does over a socket beyond the contract of every transport.</summary>
public sealed class TcpConnectionTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData(HeaderFormat.Json)]
    [InlineData(HeaderFormat.Binary)]
    internal async Task Answer_HasTheFormatAndIdOfItsRequest(HeaderFormat format)
    {
        await using var server = await TcpServerHarness.StartAsync(new ScriptedDispatcher());
        using var peer = await server.ConnectAsync();

        await peer.SendAsync(RawPeer.Frame(RemotingCommand.Request(34) with { Opaque = 77 }, format));

        var (answer, used) = (await peer.ReadAsync())!.Value;
        (used, answer.Opaque, answer.IsResponse).ShouldBe((format, 77, true));
    }

    [Fact]
    public async Task OneWay_IsNeverAnswered()
    {
        await using var server = await TcpServerHarness.StartAsync(new ScriptedDispatcher(request =>
            request.Command.Code == 15
                ? throw new InvalidOperationException("broken")
                : ValueTask.FromResult<RemotingCommand?>(RemotingCommand.Success() with { Opaque = request.Command.Opaque })));
        using var peer = await server.ConnectAsync();

        await peer.SendAsync(RawPeer.Frame(RemotingCommand.Request(15).AsOneWay() with { Opaque = 1 }));
        await peer.SendAsync(RawPeer.Frame(RemotingCommand.Request(34).AsOneWay() with { Opaque = 2 }));
        await peer.SendAsync(RawPeer.Frame(RemotingCommand.Request(34) with { Opaque = 3 }));

        (await peer.ReadAsync())!.Value.Command.Opaque.ShouldBe(3);
    }

    [Fact]
    public async Task Answers_MayComeInAnyOrder()
    {
        var held = new TaskCompletionSource<RemotingCommand?>();
        await using var server = await TcpServerHarness.StartAsync(new ScriptedDispatcher(request => request.Command.Code == 11
            ? new ValueTask<RemotingCommand?>(held.Task)
            : ValueTask.FromResult<RemotingCommand?>(RemotingCommand.Success() with { Opaque = request.Command.Opaque })));
        using var peer = await server.ConnectAsync();

        await peer.SendAsync(RawPeer.Frame(RemotingCommand.Request(11) with { Opaque = 1 }));
        await peer.SendAsync(RawPeer.Frame(RemotingCommand.Request(34) with { Opaque = 2 }));
        (await peer.ReadAsync())!.Value.Command.Opaque.ShouldBe(2);
        held.SetResult(RemotingCommand.Success() with { Opaque = 1 });

        (await peer.ReadAsync())!.Value.Command.Opaque.ShouldBe(1);
    }

    [Fact]
    public async Task SlowReader_ThatGoesOnAsking_IsNotReadAnyMoreUntilItReads()
    {
        const int asked = 2000;
        var body = new byte[16 * 1024];
        var dispatcher = new ScriptedDispatcher(request => ValueTask.FromResult<RemotingCommand?>(
            RemotingCommand.Success() with { Opaque = request.Command.Opaque, Body = body }));
        var options = new TcpOptions { WaitingBytes = 64 * 1024, OverflowBytes = 1024 * 1024 };
        await using var server = await TcpServerHarness.StartAsync(dispatcher, options);
        using var peer = await server.ConnectAsync();

        var asking = peer.SendAsync(Enumerable.Range(0, asked).SelectMany(opaque =>
            RawPeer.Frame(RemotingCommand.Request(34) with { Opaque = opaque, Body = new byte[4096] })).ToArray());
        for (var opaque = 0; opaque < asked; opaque++)
        {
            var answer = (await peer.ReadAsync())!.Value.Command;
            (answer.Opaque, answer.Body.Length).ShouldBe((opaque, body.Length));
        }

        await asking.WaitAsync(Patience);
        server.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task SlowReader_ThatNeverReads_IsClosedAtTheBound()
    {
        var release = new TaskCompletionSource();
        var body = new byte[1024 * 1024];
        var dispatcher = new ScriptedDispatcher(async request =>
        {
            await release.Task;
            return RemotingCommand.Success() with { Opaque = request.Command.Opaque, Body = body };
        });
        await using var server = await TcpServerHarness.StartAsync(dispatcher, new TcpOptions { OverflowBytes = 8 * 1024 * 1024 });
        using var peer = await server.ConnectAsync();

        // Held, as pulls are, and answered all at once.
        for (var opaque = 0; opaque < 40; opaque++)
            await peer.SendAsync(RawPeer.Frame(RemotingCommand.Request(11) with { Opaque = opaque }));
        var connection = (await dispatcher.FirstAsync()).Connection;
        await dispatcher.CameAsync(40);
        release.SetResult();

        await TransportContract.ClosedAsync(connection);
        server.Log.Lines.ShouldContain(line => line.Contains("its peer does not read", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RequestsInHand_BeyondTheirBytes_AreReadWhenOthersAreAnswered()
    {
        var release = new TaskCompletionSource();
        var dispatcher = new ScriptedDispatcher(async request =>
        {
            await release.Task;
            return RemotingCommand.Success() with { Opaque = request.Command.Opaque };
        });
        await using var server = await TcpServerHarness.StartAsync(dispatcher, new TcpOptions { InHandBytes = 256 * 1024 });
        using var peer = await server.ConnectAsync();

        var asking = peer.SendAsync(Enumerable.Range(0, 64).SelectMany(opaque =>
            RawPeer.Frame(RemotingCommand.Request(34) with { Opaque = opaque, Body = new byte[100 * 1024] })).ToArray());
        await dispatcher.CameAsync(3);
        dispatcher.Came.Count.ShouldBe(3);
        release.SetResult();

        for (var count = 0; count < 64; count++)
            (await peer.ReadAsync()).ShouldNotBeNull();

        await asking.WaitAsync(Patience);
    }

    [Fact]
    public async Task Stop_RequestInHand_IsAnsweredFirst()
    {
        var release = new TaskCompletionSource();
        var dispatcher = new ScriptedDispatcher(async request =>
        {
            await release.Task;
            return RemotingCommand.Success() with { Opaque = request.Command.Opaque };
        });
        await using var server = await TcpServerHarness.StartAsync(dispatcher);
        using var peer = await server.ConnectAsync();
        await peer.SendAsync(RawPeer.Frame(RemotingCommand.Request(34) with { Opaque = 9 }));
        await dispatcher.FirstAsync();

        var stopping = server.StopAsync();
        release.SetResult();

        (await peer.ReadAsync())!.Value.Command.Opaque.ShouldBe(9);
        (await peer.ReadAsync()).ShouldBeNull();
        await stopping.WaitAsync(Patience);
    }

    [Fact]
    public async Task Stop_RequestNeverAnswered_ClosesAfterTheCloseTime()
    {
        var dispatcher = new ScriptedDispatcher(_ => new ValueTask<RemotingCommand?>(new TaskCompletionSource<RemotingCommand?>().Task));
        await using var server = await TcpServerHarness.StartAsync(dispatcher, new TcpOptions { IdleTime = Timeout.InfiniteTimeSpan });
        using var peer = await server.ConnectAsync();
        await peer.SendAsync(RawPeer.Frame(RemotingCommand.Request(34)));
        await dispatcher.FirstAsync();

        var stopping = server.StopAsync();
        await server.Clock.WaitForTimersAsync(1);
        server.Clock.Advance(TimeSpan.FromSeconds(3));

        await stopping.WaitAsync(Patience);
        (await peer.ReadAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task Call_WhileTheOtherSideVanishes_FailsAtOnce()
    {
        var dispatcher = new ScriptedDispatcher(_ => new ValueTask<RemotingCommand?>(new TaskCompletionSource<RemotingCommand?>().Task));
        await using var server = await TcpServerHarness.StartAsync(dispatcher);
        using var peer = await server.ConnectAsync();
        await peer.SendAsync(RawPeer.Frame(RemotingCommand.Request(34)));
        var connection = (await dispatcher.FirstAsync()).Connection;

        var calling = connection.CallAsync(RemotingCommand.Request(307), TimeSpan.FromSeconds(10), CancellationToken.None);
        peer.Dispose();

        await Should.ThrowAsync<RemotingSendException>(calling.WaitAsync(Patience));
    }

    [Fact]
    public async Task Answer_ThatNobodyWaitsFor_IsDropped()
    {
        await using var server = await TcpServerHarness.StartAsync(new ScriptedDispatcher());
        using var peer = await server.ConnectAsync();

        await peer.SendAsync(RawPeer.Frame(RemotingCommand.Success() with { Opaque = 4711 }));
        await peer.SendAsync(RawPeer.Frame(RemotingCommand.Request(34) with { Opaque = 1 }));

        (await peer.ReadAsync())!.Value.Command.Code.ShouldBe(ResponseCode.Success);
        server.Complaints.ShouldBeEmpty();
    }
}
