using System.Net;
using Engine.Remoting.Inbound;
using Engine.Remoting.Transports.Tcp;
using Engine.Tests.Broker;
using Engine.Tests.Time;

namespace Engine.Tests.Remoting.Transports.Tcp;

/// <summary>A TCP listener on a free port, with a clock and a log that the test sees.</summary>
internal sealed class TcpServerHarness : IAsyncDisposable
{
    private readonly TcpTransport _transport;
    private IAsyncDisposable? _listener;

    private TcpServerHarness(TcpOptions options)
    {
        _transport = new TcpTransport(new TcpSettings(options, Clock, Log));
        Address = $"127.0.0.1:{_transport.ReservePort(IPAddress.Loopback)}";
    }

    internal string Address { get; }

    internal BrokerLog Log { get; } = new();

    internal FakeTimeProvider Clock { get; } = new();

    internal TcpTransport Transport => _transport;

    /// <summary>Warnings and errors.</summary>
    internal IEnumerable<string> Complaints =>
        Log.Lines.Where(line => line.StartsWith("Warning", StringComparison.Ordinal) || line.StartsWith("Error", StringComparison.Ordinal));

    internal static async Task<TcpServerHarness> StartAsync(IDispatcher dispatcher, TcpOptions? options = null)
    {
        var harness = new TcpServerHarness(options ?? new TcpOptions());
        harness._listener = await harness._transport.ListenAsync(harness.Address, dispatcher, CancellationToken.None);
        return harness;
    }

    internal Task<RawPeer> ConnectAsync() => RawPeer.ConnectAsync(Address);

    internal async Task StopAsync()
    {
        if (Interlocked.Exchange(ref _listener, null) is { } listener)
            await listener.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _transport.Dispose();
    }
}
