using Engine.Admin;
using Microsoft.AspNetCore.SignalR;

namespace Dashboard.Figures.Live;

/// <summary>
/// The live figures for SignalR clients: a thin view of <see cref="LiveFeed"/>. A watch answers with its id; snapshots go to the
/// connection, first whole and then what changed. All watches of a connection end with it.
/// </summary>
internal sealed class LiveHub(LiveFeed feed, LiveConnections connections) : Hub
{
    [HubMethodName("WatchGroup")]
    public Task<string> WatchGroupAsync(string cluster, string group, WatchSettings? settings) => WatchAsync(async longsAsText =>
    {
        await feed.ReadGroupAsync(cluster, group, Context.ConnectionAborted).ConfigureAwait(false);
        return await Connection.AddAsync(feed.WatchGroup(cluster, group), LiveMessages.Group, longsAsText).ConfigureAwait(false);
    }, settings);

    [HubMethodName("WatchTopic")]
    public Task<string> WatchTopicAsync(string cluster, string topic, WatchSettings? settings) => WatchAsync(async longsAsText =>
    {
        await feed.ReadTopicAsync(cluster, topic, Context.ConnectionAborted).ConfigureAwait(false);
        return await Connection.AddAsync(feed.WatchTopic(cluster, topic), LiveMessages.Topic, longsAsText).ConfigureAwait(false);
    }, settings);

    [HubMethodName("WatchOverview")]
    public Task<string> WatchOverviewAsync(string cluster, WatchSettings? settings) => WatchAsync(
        longsAsText => Connection.AddAsync(feed.WatchOverview(cluster), LiveMessages.Overview, longsAsText), settings);

    [HubMethodName("Unwatch")]
    public async Task UnwatchAsync(string subscriptionId)
    {
        if (!await Connection.RemoveAsync(subscriptionId).ConfigureAwait(false))
            throw new HubException($"There is no subscription '{subscriptionId}' on this connection.");
    }

    public override Task OnConnectedAsync()
    {
        connections.Open(Context.ConnectionId);
        return base.OnConnectedAsync();
    }

    public override async Task OnDisconnectedAsync(Exception? exception)
    {
        await connections.CloseAsync(Context.ConnectionId).ConfigureAwait(false);
        await base.OnDisconnectedAsync(exception).ConfigureAwait(false);
    }

    private LiveConnection Connection => connections.Get(Context.ConnectionId);

    /// <summary>A failure that an operator can act on reaches the caller with its words; others stay a general one.</summary>
    private static async Task<string> WatchAsync(Func<bool, Task<string>> watch, WatchSettings? settings)
    {
        try
        {
            return await watch(WatchSettings.LongsAsText(settings)).ConfigureAwait(false);
        }
        catch (AdminException failure)
        {
            throw new HubException(failure.Message);
        }
    }
}
