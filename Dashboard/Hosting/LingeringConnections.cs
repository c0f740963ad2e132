using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Dashboard.Hosting;

/// <summary>
/// Cuts the connections that are still open 1 s after a stop began. A browser tab keeps its WebSocket as long as the server lets it, and
/// the web server would wait for it until the whole time for the stop is used up, with none left for the cluster.
/// </summary>
internal sealed class LingeringConnections : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, ConnectionContext> _open = new(StringComparer.Ordinal);
    private readonly CancellationTokenRegistration _stopping;
    private ITimer? _timer;

    public LingeringConnections(IHostApplicationLifetime lifetime, TimeProvider timeProvider) =>
        _stopping = lifetime.ApplicationStopping.Register(
            () => _timer = timeProvider.CreateTimer(_ => Cut(), null, Patience, Timeout.InfiniteTimeSpan));

    /// <summary>Makes every connection of the web server known here.</summary>
    internal static void Watch(KestrelServerOptions server)
    {
        var lingering = server.ApplicationServices.GetRequiredService<LingeringConnections>();
        server.ConfigureEndpointDefaults(endpoint => endpoint.Use(next => connection => lingering.ServeAsync(next, connection)));
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _timer?.Dispose();
    }

    private async Task ServeAsync(ConnectionDelegate next, ConnectionContext connection)
    {
        _open[connection.ConnectionId] = connection;
        try
        {
            await next(connection);
        }
        finally
        {
            _open.TryRemove(connection.ConnectionId, out _);
        }
    }

    private void Cut()
    {
        foreach (var connection in _open.Values)
            connection.Abort(new ConnectionAbortedException("the console stops"));
    }
}
