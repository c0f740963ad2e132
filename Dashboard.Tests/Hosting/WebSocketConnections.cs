using System.IO.Pipelines;
using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace Dashboard.Tests.Hosting;

/// <summary>Connects a SignalR client by web socket, without negotiation, with an Origin of the test's choice.</summary>
internal sealed class WebSocketConnections(string? origin) : IConnectionFactory
{
    public async ValueTask<ConnectionContext> ConnectAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        ClientWebSocket socket = new();
        if (origin is not null)
            socket.Options.SetRequestHeader("Origin", origin);

        await socket.ConnectAsync(((UriEndPoint)endpoint).Uri, cancellationToken);
        var stream = WebSocketStream.Create(socket, WebSocketMessageType.Text, ownsWebSocket: true);
        return new SocketConnection(stream);
    }

    private sealed class SocketConnection(Stream stream) : ConnectionContext, IDuplexPipe
    {
        public override string ConnectionId { get; set; } = "test";

        public override IFeatureCollection Features { get; } = new FeatureCollection();

        public override IDictionary<object, object?> Items { get; set; } = new Dictionary<object, object?>();

        public override IDuplexPipe Transport { get => this; set => throw new NotSupportedException(); }

        public PipeReader Input { get; } = PipeReader.Create(stream);

        public PipeWriter Output { get; } = PipeWriter.Create(stream);

        public override async ValueTask DisposeAsync()
        {
            await stream.DisposeAsync();
            await base.DisposeAsync();
        }
    }
}
