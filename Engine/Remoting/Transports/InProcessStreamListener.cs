namespace Engine.Remoting.Transports;

/// <summary>An address that accepts in-process streams until it is disposed, which cancels those that serve and waits for them.</summary>
internal sealed class InProcessStreamListener(
    string address, Func<IStreamConnection, CancellationToken, Task> serve, Action<InProcessStreamListener> onClosed) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly HashSet<Task> _serving = [];
    private bool _closed;

    public string Address { get; } = address;

    /// <summary>False when the listener is closed.</summary>
    public bool TryServe(InProcessStream connection)
    {
        lock (_lock)
        {
            if (_closed)
            {
                return false;
            }

            var serving = Task.Run(() => ServeAsync(connection, _stopping.Token), CancellationToken.None);
            _serving.Add(serving);
            _ = serving.ContinueWith(Forget, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            return true;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task[] serving;
        lock (_lock)
        {
            if (_closed)
            {
                return;
            }

            _closed = true;
            serving = [.. _serving];
        }

        onClosed(this);
        await _stopping.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(serving).ConfigureAwait(false);
    }

    /// <summary>What serving throws reaches the other side as the connection's fault.</summary>
    private async Task ServeAsync(InProcessStream connection, CancellationToken stopping)
    {
        IOException? fault = null;
        try
        {
            await serve(connection, stopping).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The listener ends, and the connection with it.
        }
        catch (Exception exception)
        {
            fault = new IOException($"{Address} ended the connection: {exception.Message}", exception);
        }

        await connection.CloseAsync(fault).ConfigureAwait(false);
    }

    private void Forget(Task serving)
    {
        lock (_lock)
        {
            _serving.Remove(serving);
        }
    }
}
