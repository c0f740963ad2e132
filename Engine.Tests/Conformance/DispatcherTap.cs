using System.Collections.Concurrent;
using Engine.Diagnostics;
using Engine.Remoting.Connections;
using Engine.Remoting.Inbound;
using Engine.Remoting.Transports;
using Microsoft.Extensions.Logging.Abstractions;

namespace Engine.Tests.Conformance;

/// <summary>A network whose listeners' dispatchers can be had by address, so that frames go straight into them.</summary>
internal sealed class DispatcherTap(TimeProvider timeProvider, EngineMeter? meter = null) : ITransport
{
    private readonly CodecNetwork _network = new(timeProvider, NullLogger.Instance, meter);
    private readonly ConcurrentDictionary<string, IDispatcher> _dispatchers = new(StringComparer.Ordinal);

    internal IDispatcher At(string address) => _dispatchers[address];

    public ValueTask<IAsyncDisposable> ListenAsync(string address, IDispatcher dispatcher, CancellationToken cancellationToken)
    {
        _dispatchers[address] = dispatcher;
        return _network.ListenAsync(address, dispatcher, cancellationToken);
    }

    /// <summary>Of those who connected, in their order.</summary>
    internal ConcurrentQueue<IDispatcher> Connected { get; } = new();

    public ValueTask<IConnection> ConnectAsync(string address, IDispatcher dispatcher, CancellationToken cancellationToken)
    {
        Connected.Enqueue(dispatcher);
        return _network.ConnectAsync(address, dispatcher, cancellationToken);
    }
}
