using Engine.Remoting.Connections;
using Engine.Remoting.Inbound;
using Engine.Remoting.Transports;
using Microsoft.Extensions.Logging;

namespace Engine.Remoting.Outbound;

/// <summary>
/// The one connection to an address: made when first needed, once for all who ask meanwhile, and made anew after it closed. While it
/// cannot be made, the tries grow rarer, and calls between them fail at once.
/// </summary>
internal sealed partial class ConnectionSlot(
    string address,
    ITransport transport,
    IDispatcher inbound,
    TimeProvider timeProvider,
    ILogger logger,
    IConnectionObserver? observer = null)
{
    /// <summary>For making a connection, however patient the first caller is (connectTimeoutMillis of RocketMQ).</summary>
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(3);

    private readonly Lock _lock = new();
    private readonly ConnectBackOff _backOff = new(timeProvider);
    private volatile IConnection? _connection;
    private Task<IConnection>? _connecting;
    private int _closes;

    /// <summary>The open connection, when there is one; null when a call has to wait for it.</summary>
    public IConnection? Open => _connection is { IsOpen: true } open ? open : null;

    /// <summary>
    /// The open connection, waiting for it no longer than the time-out; a failure is a <see cref="RemotingConnectException"/>.
    /// </summary>
    public ValueTask<IConnection> GetAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (Open is { } open)
        {
            return ValueTask.FromResult(open);
        }

        var connecting = ConnectOnceAsync();
        return connecting.IsCompleted ? new(connecting) : new(WaitAsync(connecting, timeout, cancellationToken));
    }

    /// <summary>Closes the connection, also one that is being made; the next call makes a new one.</summary>
    public void Close(string reason)
    {
        IConnection? connection;
        lock (_lock)
        {
            _closes++;
            connection = _connection;
            _connection = null;
        }

        connection?.Close(reason);
    }

    private Task<IConnection> ConnectOnceAsync()
    {
        TaskCompletionSource<IConnection> made;
        int closes;
        lock (_lock)
        {
            if (_connection is { IsOpen: true } open)
            {
                return Task.FromResult(open);
            }

            if (_connecting is { } running)
            {
                return running;
            }

            if (_backOff.Refusal is { } reason)
            {
                return Task.FromException<IConnection>(new RemotingConnectException(address, reason));
            }

            made = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _connecting = made.Task;
            closes = _closes;
        }

        _ = MakeAsync(made, closes);
        return made.Task;
    }

    private async Task MakeAsync(TaskCompletionSource<IConnection> made, int closes)
    {
        try
        {
            var connection = await ConnectAsync().ConfigureAwait(false);
            _backOff.Succeeded();
            Keep(connection, closes);
            LogConnected(connection.LocalAddress, address);
            made.SetResult(connection);
        }
        catch (Exception exception)
        {
            _backOff.Failed((exception as RemotingConnectException)?.Reason ?? exception.Message);
            Keep(null, closes);
            LogFailed(address, exception.Message);
            made.SetException(exception as RemotingConnectException ?? new RemotingConnectException(address, exception.Message, exception));

            // Every caller may have gone already.
            _ = made.Task.Exception;
        }
    }

    private async Task<IConnection> ConnectAsync()
    {
        using var patience = new CancellationTokenSource(ConnectTimeout, timeProvider);
        try
        {
            return await transport.ConnectAsync(address, inbound, patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            throw new RemotingConnectException(address, $"no connection within {ConnectTimeout.TotalMilliseconds:0} ms");
        }
    }

    private void Keep(IConnection? connection, int closes)
    {
        bool closedMeanwhile;
        lock (_lock)
        {
            _connecting = null;
            closedMeanwhile = _closes != closes;
            _connection = closedMeanwhile ? null : connection;
        }

        if (closedMeanwhile && connection is not null)
        {
            connection.Close("closed while it was made");
        }
        else if (connection is not null)
        {
            observer?.Opened(address, connection);
            connection.Closed.UnsafeRegister(_ => OnClosed(connection), null);
        }
    }

    private void OnClosed(IConnection connection)
    {
        LogClosed(connection.LocalAddress, address);
        observer?.Closed(address, connection);
    }

    private async Task<IConnection> WaitAsync(Task<IConnection> connecting, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            return await connecting.WaitAsync(timeout, timeProvider, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new RemotingConnectException(address, $"no connection within {timeout.TotalMilliseconds:0} ms");
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "connected {Local} to {Address}")]
    private partial void LogConnected(string local, string address);

    [LoggerMessage(Level = LogLevel.Debug, Message = "connecting to {Address} failed: {Reason}")]
    private partial void LogFailed(string address, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "the connection {Local} to {Address} closed")]
    private partial void LogClosed(string local, string address);
}
