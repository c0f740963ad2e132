using Engine.Admin.Statistics;

namespace Dashboard.Figures.Sampling;

/// <summary>
/// The two duties of a watched thing: hear of its changes and sample it when one is due. Both survive every failure; the change stream is
/// opened again a second after it broke, and the sweeps go on meanwhile.
/// </summary>
internal sealed partial class WatchLoop : IAsyncDisposable
{
    private readonly string _name;
    private readonly Func<CancellationToken, IAsyncEnumerable<ChangeSignal>> _changes;
    private readonly Func<CancellationToken, Task> _sample;
    private readonly ChangePacer _pacer;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    /// <param name="name">For the log: cluster and thing.</param>
    /// <param name="changes">Opens the change stream.</param>
    /// <param name="sample">Reads and publishes.</param>
    /// <param name="interval">Shortest distance of two samples.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="logger">The log.</param>
    internal WatchLoop(
        string name,
        Func<CancellationToken, IAsyncEnumerable<ChangeSignal>> changes,
        Func<CancellationToken, Task> sample,
        TimeSpan interval,
        TimeProvider timeProvider,
        ILogger logger)
    {
        (_name, _changes, _sample, _timeProvider, _logger) = (name, changes, sample, timeProvider, logger);
        _pacer = new ChangePacer(interval, timeProvider);
    }

    /// <summary>Samples once at once, then after changes. Called once.</summary>
    internal void Start()
    {
        _pacer.Trigger();
        _running = Task.WhenAll(ListenAsync(_stop.Token), SampleAsync(_stop.Token));
    }

    /// <summary>Wants a sample soon.</summary>
    internal void Trigger() => _pacer.Trigger();

    /// <summary>Ends both duties without waiting for them.</summary>
    internal void Stop() => _stop.Cancel();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var broken = false;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await foreach (var _ in _changes(cancellationToken).WithCancellation(cancellationToken).ConfigureAwait(false))
                {
                    broken = false;
                    _pacer.Trigger();
                }
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                if (!broken)
                    LogStreamBroken(failure, _name);

                broken = true;
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await PauseAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task SampleAsync(CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var failing = false;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await _pacer.WaitAsync(cancellationToken).ConfigureAwait(false);
                await _sample(cancellationToken).ConfigureAwait(false);
                failing = false;
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                if (!failing)
                    LogSampleFailed(failure, _name);

                failing = true;
            }
            catch (Exception)
            {
                return;
            }
        }
    }

    private async Task PauseAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(SamplingLimits.StreamRetry, _timeProvider, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    [LoggerMessage(
        Level = LogLevel.Warning, Message = "The change stream of {Thing} broke; it is opened again every second, sweeps go on.")]
    private partial void LogStreamBroken(Exception failure, string thing);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Sampling {Thing} failed; it goes on with the next change or sweep.")]
    private partial void LogSampleFailed(Exception failure, string thing);
}
