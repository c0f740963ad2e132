using Engine.Duties;
using Engine.Remoting.Inbound;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace Engine.Remoting.Transports.Tcp;

/// <summary>
/// Takes the connections that the framework's listener accepts, until it is disposed, which answers what is in hand and closes them.
/// </summary>
internal sealed partial class ConnectionAcceptor : IAsyncDisposable
{
    private readonly string _address;
    private readonly IConnectionListener _listener;
    private readonly IDispatcher _dispatcher;
    private readonly TcpSettings _settings;
    private readonly ILogger _logger;
    private readonly BackgroundLoop _accepting;
    private readonly Lock _lock = new();
    private readonly HashSet<TcpConnection> _connections = [];
    private int _count;
    private bool _stopped;

    public ConnectionAcceptor(string address, IConnectionListener listener, IDispatcher dispatcher, TcpSettings settings)
    {
        _address = address;
        _listener = listener;
        _dispatcher = dispatcher;
        _settings = settings;
        _logger = settings.Logger;
        _accepting = new BackgroundLoop($"accept {address}", AcceptAllAsync, settings.Logger, settings.TimeProvider);
    }

    public void Start() => _accepting.Start();

    public async ValueTask DisposeAsync()
    {
        TcpConnection[] open;
        lock (_lock)
        {
            if (_stopped)
            {
                return;
            }

            _stopped = true;
            open = [.. _connections];
        }

        await _listener.UnbindAsync().ConfigureAwait(false);
        await _accepting.DisposeAsync().ConfigureAwait(false);
        var reason = $"the listener {_address} stopped";
        await Task.WhenAll(open.Select(connection => connection.CloseInOrderAsync(reason))).ConfigureAwait(false);
        await _listener.DisposeAsync().ConfigureAwait(false);
    }

    private async Task AcceptAllAsync(CancellationToken cancellationToken)
    {
        while (await _listener.AcceptAsync(cancellationToken).ConfigureAwait(false) is { } context)
        {
            _ = ServeAsync(context);
        }
    }

    private async Task ServeAsync(ConnectionContext context)
    {
        var isOneTooMany = Interlocked.Increment(ref _count) > _settings.Options.MaxConnections;
        try
        {
            if (await BeginAsync(context, isOneTooMany).ConfigureAwait(false) is { } connection)
            {
                await connection.Ended.ConfigureAwait(false);
                Remove(connection);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _count);
        }
    }

    /// <summary>Null when the connection did not come about; it is let go then.</summary>
    private async Task<TcpConnection?> BeginAsync(ConnectionContext context, bool isOneTooMany)
    {
        var remote = EndpointText.Of(context.RemoteEndPoint);
        try
        {
            if (isOneTooMany)
            {
                throw new IOException($"there are {_settings.Options.MaxConnections} already");
            }

            var local = EndpointText.Of(context.LocalEndPoint);
            var channel = await TlsUpgrade.AcceptAsync(context, _settings).ConfigureAwait(false) is { } tls
                ? new TcpChannel(context, tls, local, remote)
                : new TcpChannel(context, context.Transport, local, remote);
            var connection = new TcpConnection(channel, _dispatcher, _settings);
            if (TryAdd(connection))
            {
                connection.Start();
                return connection;
            }
        }
        catch (Exception exception)
        {
            LogRefused(remote, _address, exception.Message);
        }

        context.Abort();
        await context.DisposeAsync().ConfigureAwait(false);
        return null;
    }

    private bool TryAdd(TcpConnection connection)
    {
        lock (_lock)
        {
            return !_stopped && _connections.Add(connection);
        }
    }

    private void Remove(TcpConnection connection)
    {
        lock (_lock)
        {
            _connections.Remove(connection);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "closing the connection of {Peer} to {Address}: {Reason}")]
    private partial void LogRefused(string peer, string address, string reason);
}
