using System.Globalization;
using System.Net;
using Engine.Remoting.Transports;
using Engine.Remoting.Transports.Tcp;
using Engine.Tests.Broker;
using Microsoft.Extensions.Logging.Abstractions;

namespace Engine.Tests.Remoting.Transports.Tcp;

public sealed class TcpStreamsTests : StreamContract, IDisposable
{
    private const int MostConnections = 2;

    private readonly TcpStreams _streams = new(new TcpSettings(
        new TcpOptions { MaxConnections = MostConnections }, TimeProvider.System, NullLogger.Instance));

    public TcpStreamsTests() => ListenAddress = string.Create(
        CultureInfo.InvariantCulture, $"127.0.0.1:{_streams.ReservePort(IPAddress.Loopback)}");

    private protected override IStreamNetwork Streams => _streams;

    private protected override string ListenAddress { get; }

    public void Dispose() => _streams.Dispose();

    [Fact]
    public async Task ListenAsync_MoreConnectionsThanMayBe_ClosesTheNext()
    {
        await using var listener = await ListenAsync(EchoAsync);
        await using var first = await ConnectAsync();
        await using var second = await ConnectAsync();
        await first.Output.WriteAsync(new byte[1]);
        await first.Input.ReadAsync();
        await second.Output.WriteAsync(new byte[1]);
        await second.Input.ReadAsync();

        await Soon.Within(ShouldNotComeAboutAsync(), "the third connection's end");
    }

    private async Task ShouldNotComeAboutAsync()
    {
        try
        {
            await using var connection = await ConnectAsync();
            (await connection.Input.ReadAsync()).IsCompleted.ShouldBeTrue();
        }
        catch (IOException)
        {
            // A reset is an end as well.
        }
    }
}
