using System.Net;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Hosting;

/// <summary>A SignalR client of the live hub that keeps what it is sent.</summary>
internal sealed class HubClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly string[] Methods =
        ["groupSnapshot", "groupChanged", "topicSnapshot", "topicChanged", "overviewSnapshot", "overviewChanged", "ended"];

    private readonly Channel<(string Method, string Id, JsonElement Payload)> _received =
        Channel.CreateUnbounded<(string, string, JsonElement)>();

    private HubClient(Uri console, string? origin)
    {
        HubConnectionBuilder builder = new();
        builder.Services.AddSingleton<IConnectionFactory>(new WebSocketConnections(origin));
        builder.Services.AddSingleton<EndPoint>(new UriEndPoint(new UriBuilder(console) { Scheme = "ws", Path = "/hubs/live" }.Uri));
        builder.AddJsonProtocol();
        Hub = builder.Build();
        Hub.Closed += _ =>
        {
            Closed.TrySetResult();
            return Task.CompletedTask;
        };
        foreach (var method in Methods)
            Hub.On<string, JsonElement>(method, (id, payload) => _received.Writer.TryWrite((method, id, payload)));
    }

    internal HubConnection Hub { get; }

    internal TaskCompletionSource Closed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal static async Task<HubClient> ConnectAsync(Uri console, string? origin = null)
    {
        HubClient client = new(console, origin);
        await client.Hub.StartAsync();
        return client;
    }

    internal Task<string> WatchOverviewAsync(string cluster) => Hub.InvokeAsync<string>("WatchOverview", cluster);

    /// <summary>The next message of the method for the subscription; others are skipped.</summary>
    internal async Task<JsonElement> NextAsync(string method, string id, Func<JsonElement, bool>? fits = null)
    {
        using CancellationTokenSource patience = new(Patience);
        try
        {
            while (true)
            {
                var next = await _received.Reader.ReadAsync(patience.Token);
                if (next.Method == method && next.Id == id && (fits is null || fits(next.Payload)))
                    return next.Payload;
            }
        }
        catch (OperationCanceledException late)
        {
            throw new TimeoutException($"Expected {method} for {id} within {Patience}.", late);
        }
    }

    public ValueTask DisposeAsync() => Hub.DisposeAsync();
}
