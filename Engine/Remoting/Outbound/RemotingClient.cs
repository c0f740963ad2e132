using System.Collections.Concurrent;
using Engine.Protocol;
using Engine.Remoting.Connections;
using Engine.Remoting.Inbound;
using Engine.Remoting.Transports;
using Microsoft.Extensions.Logging;

namespace Engine.Remoting.Outbound;

/// <summary>
/// Calls peers over one connection per address. Mirrors NettyRemotingClient. The table of addresses holds what the name server
/// and the options told, so its size is that of the cluster.
/// </summary>
internal sealed class RemotingClient : IRemotingClient
{
    private const string StoppedReason = "the client stopped";

    private readonly ConcurrentDictionary<string, ConnectionSlot> _slots = new(StringComparer.Ordinal);
    private readonly Func<string, ConnectionSlot> _makeSlot;
    private readonly TimeProvider _timeProvider;
    private volatile bool _disposed;

    /// <param name="transport">Makes the connections.</param>
    /// <param name="inbound">Answers what the peers ask of this client.</param>
    /// <param name="timeProvider">Clock of the time-outs.</param>
    /// <param name="logger">Takes connections made, failed and closed.</param>
    /// <param name="observer">Hears of them, too; null = nobody.</param>
    public RemotingClient(
        ITransport transport, IDispatcher inbound, TimeProvider timeProvider, ILogger logger, IConnectionObserver? observer = null)
    {
        _timeProvider = timeProvider;
        _makeSlot = address => new ConnectionSlot(address, transport, inbound, timeProvider, logger, observer);
    }

    public Task<RemotingCommand> CallAsync(
        string address,
        RemotingCommand request,
        TimeSpan timeout,
        CancellationToken cancellationToken) =>
        !_disposed && timeout > TimeSpan.Zero && _slots.TryGetValue(address, out var slot) && slot.Open is { } connection
            ? connection.CallAsync(request, timeout, cancellationToken)
            : ConnectAndCallAsync(address, request, timeout, cancellationToken);

    public async Task SendOneWayAsync(string address, RemotingCommand request, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var connection = Usable(await ConnectionAsync(address, timeout, cancellationToken).ConfigureAwait(false));
        await connection.SendOneWayAsync(request, cancellationToken).ConfigureAwait(false);
    }

    public void CloseConnections(string reason)
    {
        foreach (var slot in _slots.Values)
        {
            slot.Close(reason);
        }
    }

    /// <summary>Closes every connection; a later call fails with <see cref="RemotingConnectException"/>.</summary>
    public ValueTask DisposeAsync()
    {
        _disposed = true;
        CloseConnections(StoppedReason);
        return ValueTask.CompletedTask;
    }

    private async Task<RemotingCommand> ConnectAndCallAsync(
        string address,
        RemotingCommand request,
        TimeSpan timeout,
        CancellationToken cancellationToken)
    {
        var began = _timeProvider.GetTimestamp();
        var connection = Usable(await ConnectionAsync(address, timeout, cancellationToken).ConfigureAwait(false));
        var left = Left(address, request.Code, timeout, began);
        return await connection.CallAsync(request, left, cancellationToken).ConfigureAwait(false);
    }

    private ValueTask<IConnection> ConnectionAsync(string address, TimeSpan timeout, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return _disposed
            ? throw new RemotingConnectException(address, StoppedReason)
            : _slots.GetOrAdd(address, _makeSlot).GetAsync(timeout, cancellationToken);
    }

    private IConnection Usable(IConnection connection)
    {
        if (!_disposed)
        {
            return connection;
        }

        // Made while the client stopped: nobody else would close it.
        connection.Close(StoppedReason);
        throw new RemotingConnectException(connection.RemoteAddress, StoppedReason);
    }

    private TimeSpan Left(string address, int code, TimeSpan timeout, long began)
    {
        if (timeout == Timeout.InfiniteTimeSpan)
        {
            return timeout;
        }

        var left = timeout - _timeProvider.GetElapsedTime(began);
        return left > TimeSpan.Zero ? left : throw new RemotingTimeoutException(address, code, timeout);
    }
}
