namespace Engine.Remoting.Transports;

/// <summary>An address that accepts in-process streams until it is disposed, which cancels those that serve and waits for them.</summary>
internal sealed class InProcessStreamListener(
    string address, Func<IStreamConnection, CancellationToken, Task> serve, Action<InProcessStreamListener> onClosed) : IAsyncDisposable
{
    private readonly ServedStreams _served = new(int.MaxValue);

    public string Address { get; } = address;

    /// <summary>False when the listener is closed.</summary>
    public bool TryServe(InProcessStream connection) => _served.TryServe(stopping => ServeAsync(connection, stopping));

    public async ValueTask DisposeAsync()
    {
        onClosed(this);
        await _served.DisposeAsync().ConfigureAwait(false);
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
}
