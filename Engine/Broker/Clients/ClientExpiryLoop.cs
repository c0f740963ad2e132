using System.Collections.Concurrent;
using Engine.Duties;
using Engine.Remoting.Connections;
using Microsoft.Extensions.Logging;

namespace Engine.Broker.Clients;

/// <summary>
/// Removes clients whose connection closed, at once, and those that are silent too long, and tells the members who remain (B7).
/// Mirrors ClientHousekeepingService.
/// </summary>
internal sealed partial class ClientExpiryLoop : IAsyncDisposable
{
    private readonly GroupMembership _membership;
    private readonly ConsumerRegistry _consumers;
    private readonly ProducerRegistry _producers;
    private readonly TimeSpan _expiry;
    private readonly ILogger _logger;
    private readonly PeriodicLoop _loop;

    /// <summary>Open connections with a registered client.</summary>
    private readonly ConcurrentDictionary<IConnection, bool> _watched = new();

    /// <summary>Groups that lost a member and have not been told yet.</summary>
    private readonly ConcurrentDictionary<string, bool> _untold = new(StringComparer.Ordinal);

    public ClientExpiryLoop(
        GroupMembership membership,
        ConsumerRegistry consumers,
        ProducerRegistry producers,
        BrokerOptions options,
        TimeProvider timeProvider,
        ILogger logger)
    {
        _membership = membership;
        _consumers = consumers;
        _producers = producers;
        _expiry = options.ClientExpiry;
        _logger = logger;
        _loop = new PeriodicLoop(
            $"client expiry {options.BrokerName}",
            options.ClientScanPeriod,
            options.ClientScanPeriod,
            TurnAsync,
            timeProvider,
            logger);
    }

    public void Start() => _loop.Start();

    /// <summary>Removes the connection's clients when it closes; called after each registration.</summary>
    public void Watch(IConnection connection)
    {
        if (_watched.TryAdd(connection, true))
        {
            connection.Closed.UnsafeRegister(_ => OnClosed(connection), null);
        }
        else if (!connection.IsOpen)
        {
            // It closed while its heartbeat was being handled.
            OnClosed(connection);
        }
    }

    public ValueTask DisposeAsync() => _loop.DisposeAsync();

    private void OnClosed(IConnection connection)
    {
        _watched.TryRemove(connection, out _);
        _producers.Remove(connection);
        foreach (var group in _membership.Drop(connection))
        {
            LogGone(group, connection.RemoteAddress);
            _untold[group] = true;
        }

        _loop.Trigger();
    }

    private async ValueTask TurnAsync(CancellationToken cancellationToken)
    {
        _producers.RemoveSilent(_expiry);
        foreach (var member in _consumers.FindSilent(_expiry))
        {
            LogSilent(member.ClientId, member.Connection.RemoteAddress);
            member.Connection.Close("no heartbeat from its client");
        }

        foreach (var group in _untold.Keys)
        {
            _untold.TryRemove(group, out _);
            await _membership.TellAsync(group, cancellationToken).ConfigureAwait(false);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "the member of group {Group} at {Client} is gone: its connection closed")]
    private partial void LogGone(string group, string client);

    [LoggerMessage(Level = LogLevel.Warning, Message = "client {ClientId} at {Client} is silent for too long; its connection is closed")]
    private partial void LogSilent(string clientId, string client);
}
