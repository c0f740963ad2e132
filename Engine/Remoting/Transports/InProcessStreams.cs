using System.IO.Pipelines;

namespace Engine.Remoting.Transports;

/// <summary>
/// Streams of one cluster in this process: a connection is a pair of pipes. One object per cluster, so that two clusters with the same
/// addresses live in one process.
/// </summary>
internal sealed class InProcessStreams : IStreamNetwork
{
    /// <summary>Bytes that wait in one direction at which a writer waits for the reader.</summary>
    internal const int PauseBytes = 64 * 1024;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, InProcessStreamListener> _listeners = new(StringComparer.Ordinal);
    private readonly ClientPorts _ports = new();

    public ValueTask<IAsyncDisposable> ListenAsync(
        string address, Func<IStreamConnection, CancellationToken, Task> serve, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        EndpointText.Require(address);
        var listener = new InProcessStreamListener(address, serve, Remove);
        lock (_lock)
        {
            if (!_listeners.TryAdd(address, listener))
            {
                throw new AddressInUseException(address);
            }
        }

        return ValueTask.FromResult<IAsyncDisposable>(listener);
    }

    public ValueTask<IStreamConnection> ConnectAsync(string address, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        InProcessStreamListener? listener;
        lock (_lock)
        {
            _listeners.TryGetValue(address, out listener);
        }

        if (listener is null)
        {
            throw NobodyListens(address);
        }

        if (!_ports.TryTake(out var port))
        {
            throw new IOException($"no connection to {address} comes about: no client port is free");
        }

        var (toServer, toClient) = (NewPipe(), NewPipe());
        var server = new InProcessStream($"127.0.0.1:{port}", toServer.Reader, toClient.Writer, onClosed: null);
        var client = new InProcessStream(address, toClient.Reader, toServer.Writer, () => _ports.GiveBack(port));
        if (!listener.TryServe(server))
        {
            _ports.GiveBack(port);
            throw NobodyListens(address);
        }

        return ValueTask.FromResult<IStreamConnection>(client);
    }

    private static IOException NobodyListens(string address) => new($"no connection to {address} comes about: nothing listens there");

    private static Pipe NewPipe() => new(new PipeOptions(
        pauseWriterThreshold: PauseBytes, resumeWriterThreshold: PauseBytes / 2, useSynchronizationContext: false));

    private void Remove(InProcessStreamListener listener)
    {
        lock (_lock)
        {
            // Disposed once more, it must not take its successor away.
            if (_listeners.GetValueOrDefault(listener.Address) == listener)
            {
                _listeners.Remove(listener.Address);
            }
        }
    }
}
