using System.Buffers.Binary;
using System.Text;
using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Remoting.Codec;
using Engine.Remoting.Inbound;
using Engine.Remoting.Transports.Tcp;
using Engine.Tests.Scenarios;
using Engine.Tests.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace Engine.Tests.Remoting.Transports.Tcp;

/// <summary>What comes over a socket and is no frame, or none that makes sense: one connection ends, all others go on.</summary>
public sealed class BadBytesTests
{
    public static TheoryData<string, byte[], string> NoFrames => new()
    {
        { "random bytes", Random(4096), "bytes" },
        { "HTTP", Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: x\r\n\r\n"), "a frame of 1195725856 bytes" },
        { "negative length", Prefixed(-1, 0), "a frame of -1 bytes" },
        { "no room for the mark", Prefixed(3, 0), "a frame of 3 bytes" },
        { "beyond the limit", Prefixed(16 * 1024 * 1024, 0), "a frame of 16777216 bytes" },
        { "header beyond the frame", Prefixed(8, 5, [1, 2, 3, 4]), "a header of 5 bytes in a frame with 4 left" },
        { "unknown serialisation", Prefixed(8, 0x07_00_00_04, [1, 2, 3, 4]), "the header type 7 is unknown" },
        { "invalid JSON", Json("{\"code\":105,"), "a JSON header that cannot be read" },
        { "JSON that is no object", Json("[1,2,3]"), "a JSON header that is no object" },
        { "absurd number", Json("{\"code\":99999999999999999999}"), "a JSON header that cannot be read" },
        { "short binary header", Prefixed(8, 0x01_00_00_04, [0, 1, 2, 3]), "a binary header of 4 bytes is too short" },
        { "no header at all", Prefixed(4, 0), "a JSON header that cannot be read" },
    };

    [Theory]
    [MemberData(nameof(NoFrames))]
    public async Task Bytes_ThatAreNoFrame_CloseTheConnectionWithOneLine(string what, byte[] bytes, string said)
    {
        await using var server = await TcpServerHarness.StartAsync(new ScriptedDispatcher());
        using var good = await server.ConnectAsync();
        using var bad = await server.ConnectAsync();

        await bad.SendAsync(bytes);

        (await bad.ReadAsync()).ShouldBeNull(what);
        server.Complaints.ShouldHaveSingleItem().ShouldContain(said);
        server.Complaints.Single().ShouldContain(bad.Name);
        await good.SendAsync(RawPeer.Frame(RemotingCommand.Request(34)));
        (await good.ReadAsync())!.Value.Command.Code.ShouldBe(ResponseCode.Success);
    }

    [Fact]
    public async Task Request_BeforeTheBadBytes_IsAnswered()
    {
        await using var server = await TcpServerHarness.StartAsync(new ScriptedDispatcher());
        using var peer = await server.ConnectAsync();

        byte[] both = [.. RawPeer.Frame(RemotingCommand.Request(34) with { Opaque = 7 }), .. Prefixed(-1, 0)];
        await peer.SendAsync(both);

        (await peer.ReadAsync())!.Value.Command.Opaque.ShouldBe(7);
        (await peer.ReadAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task Frame_InSingleBytes_IsRead()
    {
        await using var server = await TcpServerHarness.StartAsync(new ScriptedDispatcher());
        using var peer = await server.ConnectAsync();

        foreach (var one in RawPeer.Frame(RemotingCommand.Request(34) with { Opaque = 5 }))
            await peer.SendAsync(new[] { one });

        (await peer.ReadAsync())!.Value.Command.Opaque.ShouldBe(5);
    }

    [Fact]
    public async Task Fields_MissingOrAbsurd_AreAnsweredWithAnErrorThatNamesThem()
    {
        var handler = new ScriptedHandler(request => Answer.Now(RemotingCommand.Success(request.Command.ReadHeader<TopicHeader>())));
        var clock = new FakeTimeProvider();
        var dispatcher = new RequestDispatcher([new(105, handler, new HandlerLane("test", 1, 1))], NullLogger.Instance, clock);
        await using var server = await TcpServerHarness.StartAsync(dispatcher);
        using var peer = await server.ConnectAsync();

        await peer.SendAsync(Json("{\"code\":105,\"opaque\":3,\"flag\":0}"));
        await peer.SendAsync(Json("{\"code\":-2147483648,\"opaque\":4,\"flag\":0}"));

        var missing = (await peer.ReadAsync())!.Value.Command;
        (missing.Code, missing.Opaque).ShouldBe((ResponseCode.SystemError, 3));
        missing.Remark!.ShouldContain("topic");
        var unknown = (await peer.ReadAsync())!.Value.Command;
        (unknown.Code, unknown.Opaque).ShouldBe((ResponseCode.RequestCodeNotSupported, 4));
    }

    [Fact]
    public async Task HalfAFrame_ThenSilence_IsClosedAfterTheIdleTime()
    {
        await using var server = await TcpServerHarness.StartAsync(new ScriptedDispatcher());
        using var peer = await server.ConnectAsync();
        var whole = RawPeer.Frame(RemotingCommand.Request(34));
        await peer.SendAsync(whole);
        await peer.ReadAsync();

        await peer.SendAsync(whole.AsMemory(0, 10));
        var end = peer.ReadAsync();
        await ClockPump.UntilStillAsync(
            () =>
            {
                // Bytes that were still on their way begin the silence anew.
                server.Clock.Advance(TimeSpan.FromSeconds(121));
                return end.IsCompleted;
            },
            "the end of the connection");

        (await end).ShouldBeNull();
        server.Log.Lines.ShouldContain(line => line.Contains("nothing came or went for 120 s", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Connections_BeyondTheMost_AreClosedAtOnceAndOthersGoOn()
    {
        await using var server = await TcpServerHarness.StartAsync(new ScriptedDispatcher(), new TcpOptions { MaxConnections = 2 });
        using var first = await server.ConnectAsync();
        using var second = await server.ConnectAsync();
        foreach (var peer in new[] { first, second })
        {
            await peer.SendAsync(RawPeer.Frame(RemotingCommand.Request(34)));
            await peer.ReadAsync();
        }

        using var third = await RawPeer.TryConnectAsync(server.Address);

        if (third is not null)
            (await third.ReadAsync()).ShouldBeNull();

        server.Complaints.ShouldHaveSingleItem().ShouldContain("there are 2 already");
        await first.SendAsync(RawPeer.Frame(RemotingCommand.Request(34)));
        (await first.ReadAsync()).ShouldNotBeNull();
    }

    [Fact]
    public async Task Connections_ThousandAtOnce_AreServedAndLetGo()
    {
        const int many = 1000;
        await using var server = await TcpServerHarness.StartAsync(new ScriptedDispatcher());
        var peers = await Task.WhenAll(Enumerable.Range(0, many).Select(_ => server.ConnectAsync()));

        var answers = await Task.WhenAll(peers.Select(async peer =>
        {
            await peer.SendAsync(RawPeer.Frame(RemotingCommand.Request(34), HeaderFormat.Binary));
            return await peer.ReadAsync();
        }));

        answers.ShouldAllBe(answer => answer!.Value.Format == HeaderFormat.Binary);
        foreach (var peer in peers)
            peer.Dispose();

        await server.StopAsync();
        server.Complaints.ShouldBeEmpty();
    }

    private static byte[] Random(int count)
    {
        // With a first byte that makes no length.
        var bytes = new byte[count];
        new Random(42).NextBytes(bytes);
        bytes[0] = 0x9C;
        return bytes;
    }

    private static byte[] Json(string header)
    {
        var bytes = Encoding.UTF8.GetBytes(header);
        return Prefixed(4 + bytes.Length, bytes.Length, bytes);
    }

    private static byte[] Prefixed(int length, int mark, byte[]? rest = null)
    {
        var prefix = new byte[8];
        BinaryPrimitives.WriteInt32BigEndian(prefix, length);
        BinaryPrimitives.WriteInt32BigEndian(prefix.AsSpan(4), mark);
        return [.. prefix, .. rest ?? []];
    }
}
