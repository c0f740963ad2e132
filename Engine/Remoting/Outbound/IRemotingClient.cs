using Engine.Protocol;

namespace Engine.Remoting.Outbound;

/// <summary>
/// Calls peers by address; connections are made when needed, one per address, and kept. The only thing that differs between an
/// embedded and a remote cluster is the transport below this.
/// </summary>
internal interface IRemotingClient : IAsyncDisposable
{
    /// <summary>
    /// Sends a request and waits for its answer, whatever its code. Fails with <see cref="RemotingConnectException"/>,
    /// <see cref="RemotingSendException"/> or <see cref="RemotingTimeoutException"/>, each naming address and request.
    /// </summary>
    Task<RemotingCommand> CallAsync(string address, RemotingCommand request, TimeSpan timeout, CancellationToken cancellationToken);

    /// <summary>Sends a request that wants no answer; connecting counts against the time-out.</summary>
    Task SendOneWayAsync(string address, RemotingCommand request, TimeSpan timeout, CancellationToken cancellationToken);

    /// <summary>Closes every connection, as a process that dies would; later calls connect anew.</summary>
    void CloseConnections(string reason);
}
