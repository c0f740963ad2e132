namespace Engine.Remoting.Transports;

/// <summary>The connections that a listener of streams serves. Its end cancels those that serve and waits for them.</summary>
internal sealed class ServedStreams(int most) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _lock = new();
    private readonly HashSet<Task> _serving = [];
    private bool _stopped;

    /// <summary>Begins to serve a connection, on another thread.</summary>
    /// <param name="serveAsync">Serves and closes it; throws nothing.</param>
    /// <returns>False when there are as many as may be, or this has ended; nothing was begun then.</returns>
    public bool TryServe(Func<CancellationToken, Task> serveAsync)
    {
        lock (_lock)
        {
            if (_stopped || _serving.Count >= most)
            {
                return false;
            }

            var serving = ServeAsync(serveAsync);
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
            if (_stopped)
            {
                return;
            }

            _stopped = true;
            serving = [.. _serving];
        }

        await _stopping.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(serving).ConfigureAwait(false);
        _stopping.Dispose();
    }

    private async Task ServeAsync(Func<CancellationToken, Task> serveAsync)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        await serveAsync(_stopping.Token).ConfigureAwait(false);
    }

    private void Forget(Task serving)
    {
        lock (_lock)
        {
            _serving.Remove(serving);
        }
    }
}
