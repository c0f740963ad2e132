using Engine.Diagnostics;
using Engine.Remoting.Codec;
using Engine.Remoting.Connections;
using Engine.Remoting.Inbound;
using Microsoft.Extensions.Logging;

namespace Engine.Remoting.Transports;

/// <summary>
/// An <see cref="InProcessNetwork"/> on which every command, both ways, passes through the bytes of its frame: wire faults and
/// shared buffers show without a socket.
/// </summary>
internal sealed class CodecNetwork(
    TimeProvider timeProvider,
    ILogger logger,
    EngineMeter? meter = null,
    HeaderFormat format = HeaderFormat.Json) : ITransport
{
    private readonly InProcessNetwork _network = new(timeProvider, logger, meter, new CodecPassage(format));

    public ValueTask<IAsyncDisposable> ListenAsync(string address, IDispatcher dispatcher, CancellationToken cancellationToken) =>
        _network.ListenAsync(address, dispatcher, cancellationToken);

    public ValueTask<IConnection> ConnectAsync(string address, IDispatcher dispatcher, CancellationToken cancellationToken) =>
        _network.ConnectAsync(address, dispatcher, cancellationToken);
}
