using Engine.Diagnostics;
using Engine.Remoting.Connections;
using Engine.Remoting.Inbound;
using Engine.Remoting.Outbound;
using Microsoft.Extensions.Logging;

namespace Engine.Remoting.Transports;

/// <summary>
/// The listeners of one cluster in this process: a command object goes straight to the dispatcher of the other side. One object
/// per cluster, so that two clusters with the same addresses live in one process.
/// </summary>
internal sealed class InProcessNetwork : ITransport
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, InProcessListener> _listeners = new(StringComparer.Ordinal);
    private readonly ClientPorts _ports = new();
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly EngineMeter? _meter;
    private readonly ICommandPassage _passage;

    public InProcessNetwork(TimeProvider timeProvider, ILogger logger, EngineMeter? meter = null)
        : this(timeProvider, logger, meter, DirectPassage.Instance)
    {
    }

    internal InProcessNetwork(TimeProvider timeProvider, ILogger logger, EngineMeter? meter, ICommandPassage passage)
    {
        _timeProvider = timeProvider;
        _logger = logger;
        _meter = meter;
        _passage = passage;
    }

    /// <inheritdoc />
    /// <exception cref="AddressInUseException">Another listener has the address.</exception>
    public ValueTask<IAsyncDisposable> ListenAsync(string address, IDispatcher dispatcher, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        EndpointText.Require(address);
        var listener = new InProcessListener(address, dispatcher, Remove);
        lock (_lock)
        {
            if (!_listeners.TryAdd(address, listener))
            {
                throw new AddressInUseException(address);
            }
        }

        return ValueTask.FromResult<IAsyncDisposable>(listener);
    }

    public ValueTask<IConnection> ConnectAsync(string address, IDispatcher dispatcher, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        InProcessListener? listener;
        lock (_lock)
        {
            _listeners.TryGetValue(address, out listener);
        }

        if (listener is null)
        {
            throw new RemotingConnectException(address, "nothing listens there");
        }

        return ValueTask.FromResult<IConnection>(Connect(listener, dispatcher));
    }

    private InProcessConnection Connect(InProcessListener listener, IDispatcher dispatcher)
    {
        if (!_ports.TryTake(out var port))
        {
            throw new RemotingConnectException(listener.Address, "no client port is free");
        }

        var link = new InProcessLink(_passage, _logger);
        var clientAddress = $"127.0.0.1:{port}";
        var client = new InProcessConnection(link, clientAddress, new PendingCallTable(listener.Address, _timeProvider, _meter));
        var server = new InProcessConnection(link, listener.Address, new PendingCallTable(clientAddress, _timeProvider, _meter));
        link.Bind(client, dispatcher, server, listener.Dispatcher);
        link.OnClosed(() =>
        {
            listener.Remove(link);
            _ports.GiveBack(port);
        });
        if (!listener.TryAdd(link))
        {
            link.Close("the listener closed");
            throw new RemotingConnectException(listener.Address, "nothing listens there");
        }

        return client;
    }

    private void Remove(InProcessListener listener)
    {
        lock (_lock)
        {
            _listeners.Remove(listener.Address);
        }
    }
}
