using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Engine.Remoting.Transports.Tcp;

/// <summary>Sockets as pipes of bytes, on the framework's socket transport: what commands and streams over TCP share.</summary>
internal sealed class TcpSockets : IDisposable
{
    private const int Backlog = 1024;

    private readonly BoundSockets _bound = new();
    private readonly SocketTransportFactory _listeners;
    private readonly SocketConnectionContextFactory _contexts;

    public TcpSockets()
    {
        var options = new SocketTransportOptions { Backlog = Backlog, NoDelay = true, CreateBoundListenSocket = _bound.Take };
        _listeners = new SocketTransportFactory(Options.Create(options), NullLoggerFactory.Instance);
        _contexts = new SocketConnectionContextFactory(new SocketConnectionFactoryOptions(), NullLogger.Instance);
    }

    /// <summary>Takes a free port of this machine for a later <see cref="BindAsync"/> on it.</summary>
    public int ReservePort(IPAddress address) => _bound.Reserve(address);

    /// <summary>Listens on "ip:port".</summary>
    /// <exception cref="Transports.AddressInUseException">Another listener has the address, here or in another process.</exception>
    /// <exception cref="IOException">The address is none of this machine, or may not be listened on.</exception>
    public async ValueTask<IConnectionListener> BindAsync(string address, CancellationToken cancellationToken)
    {
        EndpointText.Require(address);
        try
        {
            return await _listeners.BindAsync(IPEndPoint.Parse(address), cancellationToken).ConfigureAwait(false);
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

    /// <exception cref="SocketException">Nobody listens there, or nobody answers.</exception>
    public async Task<ConnectionContext> ConnectAsync(EndPoint remote, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(remote, cancellationToken).ConfigureAwait(false);
            return _contexts.Create(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Lets reserved ports go and ends the threads of the client side; connections are closed by who has them.</summary>
    public void Dispose()
    {
        _bound.Dispose();
        _contexts.Dispose();
    }

    private static bool IsTaken(Exception exception) =>
        exception is Microsoft.AspNetCore.Connections.AddressInUseException
        || exception is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse };
}
