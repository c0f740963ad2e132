using System.Net;
using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Remoting.Codec;
using Engine.Remoting.Outbound;
using Engine.Remoting.Transports;
using Engine.Remoting.Transports.Tcp;
using Engine.Tests.Client;
using Microsoft.Extensions.Logging.Abstractions;

namespace Engine.Tests.Remoting.Transports.Tcp;

public sealed class TcpTransportTests : TransportContract
{
    private readonly TcpTransport _transport;

    public TcpTransportTests()
    {
        // Idle time has tests of its own; here nothing but calls may arm a timer.
        var options = new TcpOptions { IdleTime = Timeout.InfiniteTimeSpan };
        _transport = new TcpTransport(new TcpSettings(options, Clock, NullLogger.Instance));
        Address = $"127.0.0.1:{_transport.ReservePort(IPAddress.Loopback)}";
    }

    private protected override ITransport Transport => _transport;

    private protected override string Address { get; }

    private protected override string ReasonOfThePeer => "the peer closed the connection";

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _transport.Dispose();
    }

    [Fact]
    public async Task CallAsync_CommandTooLarge_FailsBeforeItIsSent()
    {
        var server = new ScriptedDispatcher();
        var (connection, _) = await ConnectAsync(server);

        await Should.ThrowAsync<RemotingSendException>(
            CallAsync(connection, RemotingCommand.Request(10) with { Body = new byte[FrameLayout.MaxFrameBytes] }));

        (await CallAsync(connection, RemotingCommand.Request(34))).Code.ShouldBe(ResponseCode.Success);
        server.Came.Select(request => request.Command.Code).ShouldBe([34]);
    }

    [Fact]
    public async Task CallAsync_AnswerTooLarge_IsAnErrorAndTheConnectionStays()
    {
        var (connection, _) = await ConnectAsync(new ScriptedDispatcher(request => ValueTask.FromResult<RemotingCommand?>(
            RemotingCommand.Success() with { Opaque = request.Command.Opaque, Body = new byte[FrameLayout.MaxFrameBytes] })));

        var answer = await CallAsync(connection, RemotingCommand.Request(11));

        answer.Code.ShouldBe(ResponseCode.SystemError);
        answer.Remark!.ShouldContain("16777216 are allowed");
        connection.IsOpen.ShouldBeTrue();
    }

    [Fact]
    public async Task CallAsync_LargestBodies_ArriveWhole()
    {
        var body = new byte[FrameLayout.MaxFrameBytes - 1024];
        new Random(1).NextBytes(body);
        var (connection, _) = await ConnectAsync(new ScriptedDispatcher(request => ValueTask.FromResult<RemotingCommand?>(
            RemotingCommand.Success() with { Opaque = request.Command.Opaque, Body = request.Command.Body })));

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => CallAsync(connection, RemotingCommand.Request(10) with { Body = body })));

        answers.Count(answer => answer.Body.Span.SequenceEqual(body)).ShouldBe(4);
    }

    [Fact]
    public async Task CallAsync_ManyCallersAtOnce_EachGetsItsOwnAnswer()
    {
        var (connection, _) = await ConnectAsync(new ScriptedDispatcher(async request =>
        {
            await Task.Yield();
            return RemotingCommand.Success() with { Opaque = request.Command.Opaque, Body = request.Command.Body };
        }));

        var calls = Enumerable.Range(0, 2000).Select(async number =>
        {
            var body = BitConverter.GetBytes(number);
            var answer = await CallAsync(connection, RemotingCommand.Request(34) with { Body = body });
            return BitConverter.ToInt32(answer.Body.Span) == number;
        });

        (await Task.WhenAll(calls)).ShouldAllBe(own => own);
    }

    [Fact]
    public async Task ConnectAsync_ByName_FindsTheListener()
    {
        await ConnectAsync(new ScriptedDispatcher());

        var connection = await Transport.ConnectAsync(
            Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal), new ScriptedDispatcher(), CancellationToken.None);

        (await CallAsync(connection, RemotingCommand.Request(34))).Code.ShouldBe(ResponseCode.Success);
        connection.Close("tests");
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:0")]
    [InlineData("localhost:70000")]
    [InlineData("")]
    public async Task ConnectAsync_NoAddress_IsRefused(string address) =>
        (await Should.ThrowAsync<RemotingConnectException>(
            async () => await Transport.ConnectAsync(address, new ScriptedDispatcher(), CancellationToken.None)))
            .Message.ShouldContain("no address of the form host:port");

    private protected override Task SettledAsync() => Eventually.TrueAsync(() => Clock.ArmedTimers == 0, "no timer is armed any more");
}
