using System.Net;
using System.Net.Sockets;
using Engine.Remoting.Connections;
using Engine.Remoting.Inbound;
using Engine.Remoting.Outbound;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Engine.Remoting.Transports.Tcp;

/// <summary>
/// Connections as bytes, on the framework's socket transport. Mirrors the channels of NettyRemotingServer and NettyRemotingClient.
/// </summary>
internal sealed class TcpTransport : ITransport, IDisposable
{
    private const int Backlog = 1024;

    private readonly TcpSettings _settings;
    private readonly BoundSockets _bound = new();
    private readonly SocketTransportFactory _listeners;
    private readonly SocketConnectionContextFactory _contexts;

    public TcpTransport(TcpSettings settings)
    {
        _settings = settings;
        var options = new SocketTransportOptions { Backlog = Backlog, NoDelay = true, CreateBoundListenSocket = _bound.Take };
        _listeners = new SocketTransportFactory(Options.Create(options), NullLoggerFactory.Instance);
        _contexts = new SocketConnectionContextFactory(new SocketConnectionFactoryOptions(), NullLogger.Instance);
    }

    /// <summary>Takes a free port of this machine for a later <see cref="ListenAsync"/> on it.</summary>
    public int ReservePort(IPAddress address) => _bound.Reserve(address);

    /// <inheritdoc />
    /// <exception cref="Transports.AddressInUseException">Another listener has the address, here or in another process.</exception>
    /// <exception cref="IOException">The address is none of this machine, or may not be listened on.</exception>
    public async ValueTask<IAsyncDisposable> ListenAsync(string address, IDispatcher dispatcher, CancellationToken cancellationToken)
    {
        EndpointText.Require(address);
        try
        {
            var listener = await _listeners.BindAsync(IPEndPoint.Parse(address), cancellationToken).ConfigureAwait(false);
            var acceptor = new ConnectionAcceptor(address, listener, dispatcher, _settings);
            acceptor.Start();
            return acceptor;
        }
        catch (Exception exception) when (IsTaken(exception))
        {
            throw new Transports.AddressInUseException(address);
        }
        catch (SocketException exception)
        {
            throw new IOException($"{address} cannot be listened on: {exception.Message}", exception);
        }
    }

    public async ValueTask<IConnection> ConnectAsync(string address, IDispatcher dispatcher, CancellationToken cancellationToken)
    {
        var remote = EndpointText.ToRemote(address)
            ?? throw new RemotingConnectException(address, "it is no address of the form host:port");
        var context = await ConnectAsync(address, remote, cancellationToken).ConfigureAwait(false);
        try
        {
            var local = EndpointText.Of(context.LocalEndPoint);
            var host = remote is DnsEndPoint dns ? dns.Host : ((IPEndPoint)remote).Address.ToString();
            var channel = await TlsUpgrade.ConnectAsync(context, host, _settings, cancellationToken).ConfigureAwait(false) is { } tls
                ? new TcpChannel(context, tls, local, address)
                : new TcpChannel(context, context.Transport, local, address);
            var connection = new TcpConnection(channel, dispatcher, _settings);
            connection.Start();
            return connection;
        }
        catch (Exception exception)
        {
            context.Abort();
            await context.DisposeAsync().ConfigureAwait(false);
            throw exception is OperationCanceledException
                ? exception
                : new RemotingConnectException(address, exception.Message, exception);
        }
    }

    /// <summary>Lets reserved ports go and ends the threads of the client side; connections are closed by who has them.</summary>
    public void Dispose()
    {
        _bound.Dispose();
        _contexts.Dispose();
    }

    private async Task<ConnectionContext> ConnectAsync(string address, EndPoint remote, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(remote, cancellationToken).ConfigureAwait(false);
            return _contexts.Create(socket);
        }
        catch (SocketException exception)
        {
            socket.Dispose();
            throw new RemotingConnectException(address, exception.Message, exception);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static bool IsTaken(Exception exception) =>
        exception is Microsoft.AspNetCore.Connections.AddressInUseException
        || exception is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse };
}
