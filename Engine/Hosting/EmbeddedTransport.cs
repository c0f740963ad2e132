using System.Net;
using System.Net.Sockets;
using Engine.Diagnostics;
using Engine.Remoting.Connections;
using Engine.Remoting.Inbound;
using Engine.Remoting.Transports;
using Engine.Remoting.Transports.Tcp;
using Microsoft.Extensions.Logging;

namespace Engine.Hosting;

/// <summary>
/// The network of an embedded cluster: its nodes listen in this process and on their TCP ports with one dispatcher, its own clients
/// connect in this process. Accounts, when there are any, stand before the ports alone.
/// </summary>
internal sealed class EmbeddedTransport : ITransport, IDisposable
{
    private readonly InProcessNetwork _inside;
    private readonly TcpTransport _tcp;
    private readonly IReadOnlyDictionary<string, EmbeddedPort[]> _ports;
    private readonly EmbeddedAclOptions _acl;
    private readonly ILogger _logger;

    /// <summary>Free ports, where the settings leave them open, are taken now.</summary>
    /// <exception cref="IOException">There is none; the message begins with the configuration key.</exception>
    public EmbeddedTransport(EmbeddedClusterOptions options, TimeProvider timeProvider, ILoggerFactory loggers, EngineMeter meter)
    {
        _acl = options.Acl;
        _logger = loggers.CreateLogger<EmbeddedTransport>();
        _inside = new InProcessNetwork(timeProvider, loggers.CreateLogger<InProcessNetwork>(), meter);
        _tcp = new TcpTransport(new TcpSettings(new TcpOptions(), timeProvider, loggers.CreateLogger<TcpTransport>(), meter));
        try
        {
            Addresses = EmbeddedAddresses.Of(options, () => _tcp.ReservePort(IPAddress.Parse(options.BindAddress)));
            _ports = EmbeddedPorts.Of(options, Addresses);
        }
        catch (SocketException exception)
        {
            _tcp.Dispose();
            throw new IOException($"Console:Embedded:BindAddress: {options.BindAddress} has no free port: {exception.Message}.", exception);
        }
    }

    public EmbeddedAddresses Addresses { get; }

    /// <inheritdoc />
    /// <exception cref="IOException">A TCP port cannot be had; the message begins with the configuration key.</exception>
    public async ValueTask<IAsyncDisposable> ListenAsync(string address, IDispatcher dispatcher, CancellationToken cancellationToken)
    {
        var listeners = new ListenerGroup();
        try
        {
            listeners.Add(await _inside.ListenAsync(address, dispatcher, cancellationToken).ConfigureAwait(false));
            foreach (var port in _ports.GetValueOrDefault(address, []))
            {
                var served = port.IsSecond ? new SecondPortDispatcher(dispatcher) : dispatcher;
                var guarded = EmbeddedAccess.Guard(served, _acl, _logger);
                listeners.Add(await ListenAsync(port, guarded, cancellationToken).ConfigureAwait(false));
            }

            return listeners;
        }
        catch
        {
            await listeners.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public ValueTask<IConnection> ConnectAsync(string address, IDispatcher dispatcher, CancellationToken cancellationToken) =>
        _inside.ConnectAsync(address, dispatcher, cancellationToken);

    public void Dispose() => _tcp.Dispose();

    private async ValueTask<IAsyncDisposable> ListenAsync(EmbeddedPort port, IDispatcher dispatcher, CancellationToken cancellationToken)
    {
        try
        {
            return await _tcp.ListenAsync(port.Endpoint, dispatcher, cancellationToken).ConfigureAwait(false);
        }
        catch (AddressInUseException)
        {
            var which = port.IsSecond ? "its second port (port - 2) " : string.Empty;
            throw new IOException(
                $"{port.Key}: {which}{port.Endpoint} is in use by another listener; stop that one, or choose another port "
                + "(0 = any free one, -1 = no TCP).");
        }
        catch (IOException exception)
        {
            throw new IOException(
                $"{port.Key}: {exception.Message}; use an address of this machine and a port that this user may listen on.", exception);
        }
    }
}
