namespace Dashboard.Figures.Metrics;

/// <summary>
/// Something slow that many may want: read at most once per <see cref="MetricsLimits.ReadEvery"/>, in the background, and shared. Nobody
/// waits for it longer than <see cref="MetricsLimits.ScrapeWait"/>. Safe for many threads.
/// </summary>
/// <param name="name">For the log.</param>
/// <param name="read">Ends with its token.</param>
/// <param name="timeProvider">Clock.</param>
/// <param name="logger">Told when reads begin to fail.</param>
internal sealed partial class PacedRead<T>(
    string name, Func<CancellationToken, Task<T>> read, TimeProvider timeProvider, ILogger logger) : IAsyncDisposable
    where T : class
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _reading = Task.CompletedTask;
    private long? _begunAt;
    private (T Value, long At)? _known;
    private bool _failing;
    private bool _closed;

    /// <summary>The newest value; null when none is known that is young enough.</summary>
    internal async Task<T?> GetAsync(CancellationToken cancellationToken)
    {
        Task reading;
        lock (_lock)
        {
            if (IsDue_NeedsLock())
            {
                _begunAt = timeProvider.GetTimestamp();
                _reading = ReadAsync();
            }

            reading = _reading;
        }

        if (!reading.IsCompleted)
            await Task.WhenAny(reading, Task.Delay(MetricsLimits.ScrapeWait, timeProvider, cancellationToken)).ConfigureAwait(false);

        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
            return _known is { } known && timeProvider.GetElapsedTime(known.At) <= MetricsLimits.OldestRead ? known.Value : null;
    }

    public async ValueTask DisposeAsync()
    {
        Task reading;
        lock (_lock)
        {
            _closed = true;
            reading = _reading;
        }

        await _stop.CancelAsync().ConfigureAwait(false);
        await reading.ConfigureAwait(false);
        _stop.Dispose();
    }

    private bool IsDue_NeedsLock() =>
        !_closed && _reading.IsCompleted && (_begunAt is not { } begun || timeProvider.GetElapsedTime(begun) >= MetricsLimits.ReadEvery);

    private async Task ReadAsync()
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            using CancellationTokenSource late = new(MetricsLimits.ReadTime, timeProvider);
            using var end = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, late.Token);
            var at = timeProvider.GetTimestamp();
            var value = await read(end.Token).ConfigureAwait(false);
            lock (_lock)
                _known = (value, at);

            _failing = false;
        }
        catch (Exception failure)
        {
            if (!_failing && !_stop.IsCancellationRequested)
                LogFailed(logger, failure, name);

            _failing = true;
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning, Message = "Reading {Name} for /metrics failed; its series are left out until a read works again.")]
    private static partial void LogFailed(ILogger logger, Exception failure, string name);
}
