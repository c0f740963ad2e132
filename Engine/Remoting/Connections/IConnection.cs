using Engine.Protocol;

namespace Engine.Remoting.Connections;

/// <summary>
/// One open connection between two peers, seen from one side. Both sides can call: a client its server, a server the client
/// behind a connection. Over any transport.
/// </summary>
internal interface IConnection
{
    /// <summary>Address of this side, "ip:port".</summary>
    string LocalAddress { get; }

    /// <summary>Address of the other side, "ip:port"; unique among the open connections of a listener.</summary>
    string RemoteAddress { get; }

    bool IsOpen { get; }

    /// <summary>Cancelled once when the connection is closed by either side.</summary>
    CancellationToken Closed { get; }

    /// <summary>
    /// Sends a request and waits for its answer. Fails with <see cref="Outbound.RemotingSendException"/> or
    /// <see cref="Outbound.RemotingTimeoutException"/>; a pending call of a closing connection fails at once.
    /// </summary>
    Task<RemotingCommand> CallAsync(RemotingCommand request, TimeSpan timeout, CancellationToken cancellationToken);

    /// <summary>Sends a request that wants no answer; completes when it was handed over.</summary>
    ValueTask SendOneWayAsync(RemotingCommand request, CancellationToken cancellationToken);

    /// <summary>Closes both sides; a second call does nothing.</summary>
    void Close(string reason);
}
