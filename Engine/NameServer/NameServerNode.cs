using Engine.Diagnostics;
using Engine.NameServer.Liveness;
using Engine.NameServer.Routes;
using Engine.NameServer.Settings;
using Engine.Remoting.Inbound;
using Engine.Remoting.Transports;
using Microsoft.Extensions.Logging;

namespace Engine.NameServer;

/// <summary>
/// A name server: keeps the routes that brokers register and answers clients from them (F1, F2). Mirrors NamesrvController.
/// </summary>
internal sealed partial class NameServerNode : IAsyncDisposable
{
    private readonly NameServerOptions _options;
    private readonly ITransport _transport;
    private readonly TimeProvider _timeProvider;
    private readonly ILoggerFactory _loggers;
    private readonly ILogger _logger;
    private readonly RequestDispatcher _dispatcher;
    private readonly RouteTableWriter _routes;
    private readonly KeyValueTable _values;
    private IAsyncDisposable? _listener;
    private BrokerExpiryLoop? _expiry;

    public NameServerNode(
        NameServerOptions options,
        ITransport transport,
        TimeProvider timeProvider,
        ILoggerFactory loggers,
        EngineMeter? meter = null)
    {
        _options = options;
        _transport = transport;
        _timeProvider = timeProvider;
        _loggers = loggers;
        _logger = loggers.CreateLogger<NameServerNode>();
        _routes = new RouteTableWriter(timeProvider, loggers.CreateLogger<RouteTableWriter>());
        _values = new KeyValueTable(options.KvConfigPath, loggers.CreateLogger<KeyValueTable>());
        var handlers = new NameServerHandlers(_routes, _values, new NameServerSettings(options));
        _dispatcher = new RequestDispatcher(handlers.All(), loggers.CreateLogger<RequestDispatcher>(), timeProvider, meter);
    }

    /// <summary>"ip:port" it listens on.</summary>
    public string Address => _options.Address;

    /// <summary>The routes as they are now.</summary>
    public RouteTable Routes => _routes.Current;

    /// <summary>Listens and begins to look for silent brokers. May be started anew after a stop.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_listener is not null)
        {
            throw new InvalidOperationException($"the name server {Address} runs already");
        }

        _values.Load();
        _listener = await _transport.ListenAsync(Address, _dispatcher, cancellationToken).ConfigureAwait(false);
        _expiry = new BrokerExpiryLoop(_routes, _options, _timeProvider, _loggers.CreateLogger<BrokerExpiryLoop>());
        _expiry.Start();
        LogStarted(Address);
    }

    /// <summary>Closes every connection, whereupon the routes are empty; does nothing when it does not run.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_listener is null)
        {
            return;
        }

        await _listener.DisposeAsync().ConfigureAwait(false);
        _listener = null;
        await _expiry!.DisposeAsync().ConfigureAwait(false);
        LogStopped(Address);
    }

    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None).ConfigureAwait(false);

    [LoggerMessage(Level = LogLevel.Information, Message = "the name server listens on {Address}")]
    private partial void LogStarted(string address);

    [LoggerMessage(Level = LogLevel.Information, Message = "the name server {Address} stopped")]
    private partial void LogStopped(string address);
}
