using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;

namespace Dashboard.Figures.Live;

/// <summary>The open connections of <see cref="LiveHub"/> with their watches; as many as the server lets in.</summary>
internal sealed class LiveConnections(IHubContext<LiveHub> hub, ILogger<LiveConnection> logger) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, LiveConnection> _open = [];

    internal int Count => _open.Count;

    internal void Open(string connectionId) => _open[connectionId] = new LiveConnection(hub.Clients.Client(connectionId), logger);

    internal LiveConnection Get(string connectionId) =>
        _open.GetValueOrDefault(connectionId) ?? throw new HubException("The connection is closing.");

    internal async Task CloseAsync(string connectionId)
    {
        if (_open.TryRemove(connectionId, out var connection))
            await connection.DisposeAsync().ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync() => await Task.WhenAll(_open.Keys.Select(CloseAsync)).ConfigureAwait(false);
}
