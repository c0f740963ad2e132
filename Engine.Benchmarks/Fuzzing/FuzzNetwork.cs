using System.Collections.Concurrent;
using Engine.Remoting.Connections;
using Engine.Remoting.Inbound;
using Engine.Remoting.Transports;
using Microsoft.Extensions.Logging.Abstractions;

namespace Engine.Benchmarks.Fuzzing;

/// <summary>A network in this process whose listeners' dispatchers can be had by address.</summary>
internal sealed class FuzzNetwork : ITransport
{
    private readonly InProcessNetwork _network = new(TimeProvider.System, NullLogger.Instance);
    private readonly ConcurrentDictionary<string, IDispatcher> _dispatchers = new(StringComparer.Ordinal);

    internal IDispatcher At(string address) => _dispatchers[address];

    public ValueTask<IAsyncDisposable> ListenAsync(string address, IDispatcher dispatcher, CancellationToken cancellationToken)
    {
        _dispatchers[address] = dispatcher;
        return _network.ListenAsync(address, dispatcher, cancellationToken);
    }

    public ValueTask<IConnection> ConnectAsync(string address, IDispatcher dispatcher, CancellationToken cancellationToken) =>
        _network.ConnectAsync(address, dispatcher, cancellationToken);
}
