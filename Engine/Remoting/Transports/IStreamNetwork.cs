namespace Engine.Remoting.Transports;

/// <summary>
/// Carries bytes in both directions between two addresses, without commands: what a protocol of its own runs over, as the replication of
/// logs. The same seam in process, where a connection is a pair of pipes, and over TCP.
/// </summary>
internal interface IStreamNetwork
{
    /// <summary>Listens until disposed, which ends the open connections.</summary>
    /// <param name="address">"ip:port".</param>
    /// <param name="serve">Serves one connection; it is closed when that returns or throws, and cancelled when the listener ends.</param>
    /// <param name="cancellationToken">Ends the start, not the listening.</param>
    /// <exception cref="AddressInUseException">Another listener has the address.</exception>
    ValueTask<IAsyncDisposable> ListenAsync(
        string address, Func<IStreamConnection, CancellationToken, Task> serve, CancellationToken cancellationToken);

    /// <summary>Connects; the caller disposes of the connection.</summary>
    /// <exception cref="IOException">Nobody listens there, or nobody answers.</exception>
    ValueTask<IStreamConnection> ConnectAsync(string address, CancellationToken cancellationToken);
}
