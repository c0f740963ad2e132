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
    private readonly EmbeddedStreams _streams;
    private readonly EmbeddedClusterOptions _options;
    private readonly ILogger _logger;
    private volatile IReadOnlyDictionary<string, EmbeddedPort[]> _ports;
    private volatile EmbeddedAddresses _addresses;

    /// <summary>Free ports, where the settings leave them open, are taken now.</summary>
    /// <exception cref="IOException">There is none; the message begins with the configuration key.</exception>
    public EmbeddedTransport(EmbeddedClusterOptions options, TimeProvider timeProvider, ILoggerFactory loggers, EngineMeter meter)
    {
        _options = options;
        _logger = loggers.CreateLogger<EmbeddedTransport>();
        _inside = new InProcessNetwork(timeProvider, loggers.CreateLogger<InProcessNetwork>(), meter);
        var settings = new TcpSettings(new TcpOptions(), timeProvider, loggers.CreateLogger<TcpTransport>(), meter);
        _tcp = new TcpTransport(settings);
        _streams = new EmbeddedStreams(settings);
        try
        {
            _addresses = EmbeddedAddresses.Of(options, AnyPort, () => _streams.ReservePort(IPAddress.Parse(options.BindAddress)));
            _ports = EmbeddedPorts.Of(options, _addresses);
            _streams.Ports = EmbeddedPorts.ForReplication(options, _addresses);
        }
        catch (SocketException exception)
        {
            Dispose();
            throw NoFreePort(exception);
        }
    }

    /// <summary>For the replication of logs.</summary>
    public IStreamNetwork Streams => _streams;

    public EmbeddedAddresses Addresses => _addresses;

    /// <summary>Makes place for one slave more of a broker, which listens when it starts.</summary>
    /// <exception cref="IOException">There is no free port; the message begins with the configuration key.</exception>
    public EmbeddedAddresses WithSlave(EmbeddedBrokerOptions broker, int id)
    {
        try
        {
            Use(_addresses.With(broker, id, AnyPort));
            return _addresses;
        }
        catch (SocketException exception)
        {
            throw NoFreePort(exception);
        }
    }

    /// <summary>Has these nodes and no others from now on; those that listen go on.</summary>
    public void Use(EmbeddedAddresses addresses)
    {
        _ports = EmbeddedPorts.Of(_options, addresses);
        _addresses = addresses;
    }

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
                var guarded = EmbeddedAccess.Guard(served, _options.Acl, _logger);
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

    public void Dispose()
    {
        _tcp.Dispose();
        _streams.Dispose();
    }

    private int AnyPort() => _tcp.ReservePort(IPAddress.Parse(_options.BindAddress));

    private IOException NoFreePort(SocketException exception) =>
        new($"Console:Embedded:BindAddress: {_options.BindAddress} has no free port: {exception.Message}.", exception);

    private async ValueTask<IAsyncDisposable> ListenAsync(EmbeddedPort port, IDispatcher dispatcher, CancellationToken cancellationToken)
    {
        try
        {
            return await _tcp.ListenAsync(port.Endpoint, dispatcher, cancellationToken).ConfigureAwait(false);
        }
        catch (AddressInUseException)
        {
            throw new IOException(
                $"{port.Key}: {port.Which}{port.Endpoint} is in use by another listener; stop that one, or choose another port "
                + "(0 = any free one, -1 = no TCP).");
        }
        catch (IOException exception)
        {
            throw new IOException(
                $"{port.Key}: {exception.Message}; use an address of this machine and a port that this user may listen on.", exception);
        }
    }
}
