using System.Net;
using System.Net.Sockets;

namespace Engine.Remoting.Transports.Tcp;

/// <summary>
/// Streams over TCP. Of the settings the number of connections of a listener counts; how long one may be silent is the matter of the
/// protocol that runs over it, and there is no TLS, as RocketMQ's replication has none.
/// </summary>
internal sealed class TcpStreams(TcpSettings settings) : IStreamNetwork, IDisposable
{
    private readonly TcpSockets _sockets = new();

    /// <summary>Takes a free port of this machine for a later <see cref="ListenAsync"/> on it.</summary>
    public int ReservePort(IPAddress address) => _sockets.ReservePort(address);

    /// <inheritdoc />
    /// <exception cref="Transports.AddressInUseException">Another listener has the address, here or in another process.</exception>
    /// <exception cref="IOException">The address is none of this machine, or may not be listened on.</exception>
    public async ValueTask<IAsyncDisposable> ListenAsync(
        string address, Func<IStreamConnection, CancellationToken, Task> serve, CancellationToken cancellationToken)
    {
        var listener = await _sockets.BindAsync(address, cancellationToken).ConfigureAwait(false);
        var acceptor = new StreamAcceptor(address, listener, serve, settings);
        acceptor.Start();
        return acceptor;
    }

    public async ValueTask<IStreamConnection> ConnectAsync(string address, CancellationToken cancellationToken)
    {
        var remote = EndpointText.ToRemote(address) ?? throw new IOException($"'{address}' is no address of the form host:port");
        try
        {
            return new TcpStream(await _sockets.ConnectAsync(remote, cancellationToken).ConfigureAwait(false), address);
        }
        catch (SocketException exception)
        {
            throw new IOException($"no connection to {address} comes about: {exception.Message}", exception);
        }
    }

    public void Dispose() => _sockets.Dispose();
}
