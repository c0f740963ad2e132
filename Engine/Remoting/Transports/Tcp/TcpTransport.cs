using System.Net;
using System.Net.Sockets;
using Engine.Remoting.Connections;
using Engine.Remoting.Inbound;
using Engine.Remoting.Outbound;
using Microsoft.AspNetCore.Connections;

namespace Engine.Remoting.Transports.Tcp;

/// <summary>
/// Connections as bytes, on the framework's socket transport. Mirrors the channels of NettyRemotingServer and NettyRemotingClient.
/// </summary>
internal sealed class TcpTransport : ITransport, IDisposable
{
    private readonly TcpSettings _settings;
    private readonly TcpSockets _sockets = new();

    public TcpTransport(TcpSettings settings) => _settings = settings;

    /// <summary>Takes a free port of this machine for a later <see cref="ListenAsync"/> on it.</summary>
    public int ReservePort(IPAddress address) => _sockets.ReservePort(address);

    /// <inheritdoc />
    /// <exception cref="Transports.AddressInUseException">Another listener has the address, here or in another process.</exception>
    /// <exception cref="IOException">The address is none of this machine, or may not be listened on.</exception>
    public async ValueTask<IAsyncDisposable> ListenAsync(string address, IDispatcher dispatcher, CancellationToken cancellationToken)
    {
        var listener = await _sockets.BindAsync(address, cancellationToken).ConfigureAwait(false);
        var acceptor = new ConnectionAcceptor(address, listener, dispatcher, _settings);
        acceptor.Start();
        return acceptor;
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
    public void Dispose() => _sockets.Dispose();

    private async Task<ConnectionContext> ConnectAsync(string address, EndPoint remote, CancellationToken cancellationToken)
    {
        try
        {
            return await _sockets.ConnectAsync(remote, cancellationToken).ConfigureAwait(false);
        }
        catch (SocketException exception)
        {
            throw new RemotingConnectException(address, exception.Message, exception);
        }
    }
}
