using System.Net;
using Engine.Remoting.Transports;
using Engine.Remoting.Transports.Tcp;

namespace Engine.Hosting;

/// <summary>
/// The streams of an embedded cluster: its masters serve slaves in this process, and on TCP ports those of other processes; its own slaves
/// connect in this process.
/// </summary>
internal sealed class EmbeddedStreams(TcpSettings settings) : IStreamNetwork, IDisposable
{
    private readonly InProcessStreams _inside = new();
    private readonly TcpStreams _tcp = new(settings);

    /// <summary>TCP ports by the address in this process; to be set before anybody listens.</summary>
    public IReadOnlyDictionary<string, EmbeddedPort> Ports { get; set; } = new Dictionary<string, EmbeddedPort>();

    /// <summary>Takes a free port for a later listener.</summary>
    public int ReservePort(IPAddress address) => _tcp.ReservePort(address);

    /// <inheritdoc />
    /// <exception cref="IOException">A TCP port cannot be had; the message begins with the configuration key.</exception>
    public async ValueTask<IAsyncDisposable> ListenAsync(
        string address, Func<IStreamConnection, CancellationToken, Task> serve, CancellationToken cancellationToken)
    {
        var listeners = new ListenerGroup();
        try
        {
            listeners.Add(await _inside.ListenAsync(address, serve, cancellationToken).ConfigureAwait(false));
            if (Ports.TryGetValue(address, out var port))
            {
                listeners.Add(await ListenAsync(port, serve, cancellationToken).ConfigureAwait(false));
            }

            return listeners;
        }
        catch
        {
            await listeners.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public ValueTask<IStreamConnection> ConnectAsync(string address, CancellationToken cancellationToken) =>
        _inside.ConnectAsync(address, cancellationToken);

    public void Dispose() => _tcp.Dispose();

    private async ValueTask<IAsyncDisposable> ListenAsync(
        EmbeddedPort port, Func<IStreamConnection, CancellationToken, Task> serve, CancellationToken cancellationToken)
    {
        try
        {
            return await _tcp.ListenAsync(port.Endpoint, serve, cancellationToken).ConfigureAwait(false);
        }
        catch (AddressInUseException)
        {
            throw new IOException(
                $"{port.Key}: the replication port (port + 1) {port.Endpoint} is in use by another listener; stop that one, or choose "
                + "another port (0 = any free one, -1 = no TCP).");
        }
        catch (IOException exception)
        {
            throw new IOException(
                $"{port.Key}: the replication port (port + 1): {exception.Message}; use an address of this machine and a port that this "
                + "user may listen on.",
                exception);
        }
    }
}
