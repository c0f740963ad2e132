using Microsoft.Extensions.Logging;

namespace Engine.Duties;

/// <summary>
/// A named body that runs until it is cancelled. When it fails it is logged, counted and begun anew after a pause that doubles
/// from 100 ms to 10 s while it goes on failing at once. A body that returns is done.
/// </summary>
/// <remarks>The body never runs on the starting thread, and must not dispose the loop it runs in.</remarks>
internal sealed partial class BackgroundLoop(
    string name,
    Func<CancellationToken, Task> body,
    ILogger logger,
    TimeProvider timeProvider) : IAsyncDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _lock = new();
    private Task? _running;
    private bool _stopped;
    private long _failures;

    /// <summary>How often the body ended in an exception.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    /// <summary>Starts the body, once.</summary>
    public void Start()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_stopped, this);
            if (_running is not null)
            {
                throw new InvalidOperationException($"the loop {name} was started already");
            }

            _running = RunAsync(_stopping.Token);
        }
    }

    /// <summary>Cancels the body and waits for its end.</summary>
    public async ValueTask DisposeAsync()
    {
        Task? running;
        lock (_lock)
        {
            _stopped = true;
            running = _running;
        }

        await _stopping.CancelAsync().ConfigureAwait(false);
        if (running is not null)
        {
            await running.ConfigureAwait(false);
        }
    }

    private async Task RunAsync(CancellationToken stopping)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var pause = FirstPause;
        try
        {
            while (true)
            {
                var began = timeProvider.GetTimestamp();
                if (await EndedByItselfAsync(stopping).ConfigureAwait(false))
                {
                    return;
                }

                pause = timeProvider.GetElapsedTime(began) > LongestPause ? FirstPause : pause;
                await Task.Delay(pause, timeProvider, stopping).ConfigureAwait(false);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            LogStopped(name, Failures);
        }
    }

    private async Task<bool> EndedByItselfAsync(CancellationToken stopping)
    {
        try
        {
            await body(stopping).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception)
        {
            Interlocked.Increment(ref _failures);
            LogBodyFailed(exception, name);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "the loop {Name} failed; it begins anew after a pause")]
    private partial void LogBodyFailed(Exception exception, string name);

    [LoggerMessage(Level = LogLevel.Debug, Message = "the loop {Name} stopped; it had failed {Failures} times")]
    private partial void LogStopped(string name, long failures);
}
