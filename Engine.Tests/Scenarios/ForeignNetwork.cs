using Engine.Remoting.Connections;
using Engine.Remoting.Inbound;
using Engine.Remoting.Transports;
using Microsoft.Extensions.Logging.Abstractions;

namespace Engine.Tests.Scenarios;

/// <summary>A network on which every node knows only what RocketMQ's nodes know.</summary>
internal sealed class ForeignNetwork(TimeProvider clock, bool isServerSide) : ITransport
{
    private readonly CodecNetwork _network = new(clock, NullLogger.Instance);

    public ValueTask<IAsyncDisposable> ListenAsync(string address, IDispatcher dispatcher, CancellationToken cancellationToken) =>
        _network.ListenAsync(address, new ForeignDispatcher(dispatcher, isServerSide), cancellationToken);

    public ValueTask<IConnection> ConnectAsync(string address, IDispatcher dispatcher, CancellationToken cancellationToken) =>
        _network.ConnectAsync(address, dispatcher, cancellationToken);
}
