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
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _lock = new();
    private readonly HashSet<Task> _serving = [];
    private bool _stopped;

    public StreamAcceptor(
        string address, IConnectionListener listener, Func<IStreamConnection, CancellationToken, Task> serve, TcpSettings settings)
    {
        _address = address;
        _listener = listener;
        _serve = serve;
        _settings = settings;
        _logger = settings.Logger;
        _accepting = new BackgroundLoop($"accept {address}", AcceptAllAsync, settings.Logger, settings.TimeProvider);
    }

    public void Start() => _accepting.Start();

    public async ValueTask DisposeAsync()
    {
        Task[] serving;
        lock (_lock)
        {
            if (_stopped)
            {
                return;
            }

            _stopped = true;
            serving = [.. _serving];
        }

        await _listener.UnbindAsync().ConfigureAwait(false);
        await _accepting.DisposeAsync().ConfigureAwait(false);
        await _stopping.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(serving).ConfigureAwait(false);
        await _listener.DisposeAsync().ConfigureAwait(false);
        _stopping.Dispose();
    }

    private async Task AcceptAllAsync(CancellationToken cancellationToken)
    {
        while (await _listener.AcceptAsync(cancellationToken).ConfigureAwait(false) is { } context)
        {
            var connection = new TcpStream(context, EndpointText.Of(context.RemoteEndPoint));
            if (!TryServe(connection))
            {
                LogRefused(connection.RemoteAddress, _address, _settings.Options.MaxConnections);
                await connection.AbortAsync("one too many").ConfigureAwait(false);
            }
        }
    }

    private bool TryServe(TcpStream connection)
    {
        lock (_lock)
        {
            if (_stopped || _serving.Count >= _settings.Options.MaxConnections)
            {
                return false;
            }

            var serving = Task.Run(() => ServeAsync(connection, _stopping.Token), CancellationToken.None);
            _serving.Add(serving);
            _ = serving.ContinueWith(Forget, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            return true;
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

    private void Forget(Task serving)
    {
        lock (_lock)
        {
            _serving.Remove(serving);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "closing the connection of {Peer} to {Address}: there are {Count} already")]
    private partial void LogRefused(string peer, string address, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "the connection of {Peer} to {Address} failed: {Reason}")]
    private partial void LogFailed(string peer, string address, string reason);
}
