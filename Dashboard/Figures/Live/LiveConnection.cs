using System.Collections.Concurrent;
using System.Globalization;
using Dashboard.Figures.Sampling;
using Engine.Admin;
using Microsoft.AspNetCore.SignalR;

namespace Dashboard.Figures.Live;

/// <summary>
/// The watches of one SignalR connection. Each has a pump that sends one message at a time; a client that takes them slowly gets the newest
/// figures and skips the rest. A watch whose thing is deleted, or that cannot be sent any more, ends by itself.
/// </summary>
internal sealed partial class LiveConnection(ISingleClientProxy client, ILogger logger) : IAsyncDisposable
{
    /// <summary>More than a page with a tab for everything needs.</summary>
    internal const int MostWatches = 32;

    private const string Ended = "ended";

    private readonly ConcurrentDictionary<string, Watched> _watches = [];
    private int _lastId;
    private bool _closed;

    /// <summary>Begins to send; the id is unique in the connection.</summary>
    internal async Task<string> AddAsync<T>(LiveSubscription<T> subscription, Func<T?, T, LiveMessage> messageOf, bool longsAsText)
        where T : class, ISnapshot<T>
    {
        if (_watches.Count >= MostWatches)
        {
            await subscription.DisposeAsync().ConfigureAwait(false);
            throw new HubException($"This connection has {MostWatches} subscriptions, which is the most there can be; unwatch one first.");
        }

        var id = string.Create(CultureInfo.InvariantCulture, $"s{Interlocked.Increment(ref _lastId)}");
        var watched = new Watched(subscription);
        _watches[id] = watched;
        watched.Pump = PumpAsync(id, subscription, messageOf, longsAsText);
        if (Volatile.Read(ref _closed))
            await RemoveAsync(id).ConfigureAwait(false);

        return id;
    }

    /// <summary>False when there is no such watch.</summary>
    internal async Task<bool> RemoveAsync(string id)
    {
        if (!_watches.TryRemove(id, out var watched))
            return false;

        await watched.Subscription.DisposeAsync().ConfigureAwait(false);
        await watched.Pump.ConfigureAwait(false);
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        Volatile.Write(ref _closed, true);
        await Task.WhenAll(_watches.Keys.Select(RemoveAsync)).ConfigureAwait(false);
    }

    private async Task PumpAsync<T>(string id, LiveSubscription<T> subscription, Func<T?, T, LiveMessage> messageOf, bool longsAsText)
        where T : class, ISnapshot<T>
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            var reason = await SendAllAsync(id, subscription, messageOf, longsAsText).ConfigureAwait(false);
            if (_watches.TryRemove(id, out _))
                await client.SendAsync(Ended, id, reason).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            LogPumpFailed(failure, id);
        }
        finally
        {
            await subscription.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Returns why no more comes.</summary>
    private async Task<string> SendAllAsync<T>(
        string id, LiveSubscription<T> subscription, Func<T?, T, LiveMessage> messageOf, bool longsAsText)
        where T : class, ISnapshot<T>
    {
        T? sent = null;
        try
        {
            await foreach (var snapshot in subscription.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
            {
                var message = messageOf(sent, snapshot);
                sent = snapshot;
                await client.SendAsync(message.Method, id, LivePayload.Of(message.Payload, longsAsText)).ConfigureAwait(false);
            }

            return "The console is stopping.";
        }
        catch (AdminException gone)
        {
            return gone.Message;
        }
    }

    private sealed class Watched(IAsyncDisposable subscription)
    {
        internal IAsyncDisposable Subscription { get; } = subscription;

        internal Task Pump { get; set; } = Task.CompletedTask;
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Live subscription {Id} ended: the connection took no more.")]
    private partial void LogPumpFailed(Exception failure, string id);
}
