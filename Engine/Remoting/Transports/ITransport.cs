using Engine.Remoting.Connections;
using Engine.Remoting.Inbound;

namespace Engine.Remoting.Transports;

/// <summary>Makes and accepts connections by "ip:port": in one process, or over TCP.</summary>
internal interface ITransport
{
    /// <summary>Accepts connections on an address until the result is disposed; an address taken is an error that names it.</summary>
    ValueTask<IAsyncDisposable> ListenAsync(string address, IDispatcher dispatcher, CancellationToken cancellationToken);

    /// <summary>
    /// Connects; requests of the other side go to the dispatcher. Fails with <see cref="Outbound.RemotingConnectException"/>.
    /// </summary>
    ValueTask<IConnection> ConnectAsync(string address, IDispatcher dispatcher, CancellationToken cancellationToken);
}
