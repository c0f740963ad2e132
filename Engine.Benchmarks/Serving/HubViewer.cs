using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Engine.Benchmarks.Serving;

/// <summary>A client of the live hub that watches a group and reads what it is sent; its own lines of SignalR's JSON protocol.</summary>
internal sealed class HubViewer : IAsyncDisposable
{
    private const char End = '\u001e';

    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(10);

    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    internal static async Task<HubViewer> WatchAsync(Uri console, string cluster, string group, CancellationToken ct)
    {
        var viewer = new HubViewer();
        await viewer._socket.ConnectAsync(new UriBuilder(console) { Scheme = "ws", Path = "/hubs/live" }.Uri, ct).ConfigureAwait(false);
        await viewer.SendAsync("""{"protocol":"json","version":1}""", ct).ConfigureAwait(false);
        var watch = new { type = 1, invocationId = "1", target = "WatchGroup", arguments = new[] { cluster, group } };
        await viewer.SendAsync(JsonSerializer.Serialize(watch), ct).ConfigureAwait(false);
        viewer._running = Task.WhenAll(viewer.ReadAsync(), viewer.PingAsync());
        return viewer;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _socket.Dispose();
        _stop.Dispose();
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[64 * 1024];
        try
        {
            // A viewer that keeps up; what is shown is the page's part.
            WebSocketMessageType type;
            do
                type = (await _socket.ReceiveAsync(buffer.AsMemory(), _stop.Token).ConfigureAwait(false)).MessageType;
            while (type != WebSocketMessageType.Close);
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    private async Task PingAsync()
    {
        using var timer = new PeriodicTimer(PingEvery, TimeProvider.System);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false))
                await SendAsync("""{"type":6}""", _stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    private async Task SendAsync(string message, CancellationToken ct) =>
        await _socket.SendAsync(Encoding.UTF8.GetBytes(message + End), WebSocketMessageType.Text, endOfMessage: true, ct)
            .ConfigureAwait(false);
}
