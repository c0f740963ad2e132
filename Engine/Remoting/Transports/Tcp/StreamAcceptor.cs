using Engine.Duties;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace Engine.Remoting.Transports.Tcp;

/// <summary>
/// Takes the connections that the framework's listener accepts, until it is disposed, which cancels those that serve and waits for them.
/// </summary>
internal sealed partial class StreamAcceptor : IAsyncDisposable
{
    private readonly string _address;
    private readonly IConnectionListener _listener;
    private readonly Func<IStreamConnection, CancellationToken, Task> _serve;
    private readonly TcpSettings _settings;
    private readonly ILogger _logger;
    private readonly BackgroundLoop _accepting;
    private readonly ServedStreams _served;

    public StreamAcceptor(
        string address, IConnectionListener listener, Func<IStreamConnection, CancellationToken, Task> serve, TcpSettings settings)
    {
        _address = address;
        _listener = listener;
        _serve = serve;
        _settings = settings;
        _logger = settings.Logger;
        _served = new ServedStreams(settings.Options.MaxConnections);
        _accepting = new BackgroundLoop($"accept {address}", AcceptAllAsync, settings.Logger, settings.TimeProvider);
    }

    public void Start() => _accepting.Start();

    public async ValueTask DisposeAsync()
    {
        await _listener.UnbindAsync().ConfigureAwait(false);
        await _accepting.DisposeAsync().ConfigureAwait(false);
        await _served.DisposeAsync().ConfigureAwait(false);
        await _listener.DisposeAsync().ConfigureAwait(false);
    }

    private async Task AcceptAllAsync(CancellationToken cancellationToken)
    {
        while (await _listener.AcceptAsync(cancellationToken).ConfigureAwait(false) is { } context)
        {
            var connection = new TcpStream(context, EndpointText.Of(context.RemoteEndPoint));
            if (!_served.TryServe(stopping => ServeAsync(connection, stopping)))
            {
                LogRefused(connection.RemoteAddress, _address, _settings.Options.MaxConnections);
                await connection.AbortAsync("one too many").ConfigureAwait(false);
            }
        }
    }

    private async Task ServeAsync(TcpStream connection, CancellationToken stopping)
    {
        try
        {
            await _serve(connection, stopping).ConfigureAwait(false);
            await connection.DisposeAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            LogFailed(connection.RemoteAddress, _address, exception.Message);
            await connection.AbortAsync(exception.Message).ConfigureAwait(false);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "closing the connection of {Peer} to {Address}: there are {Count} already")]
    private partial void LogRefused(string peer, string address, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "the connection of {Peer} to {Address} failed: {Reason}")]
    private partial void LogFailed(string peer, string address, string reason);
}
