using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Engine.Duties;

/// <summary>
/// A named duty that takes its turn at a fixed rate and when triggered. One turn at a time; what falls due during a turn becomes
/// one more turn after it. A turn that fails is counted, and logged unless it fails like the one before; the next one comes as planned.
/// Mirrors the scheduleAtFixedRate duties of RocketMQ.
/// </summary>
/// <remarks>The work never runs on the thread that starts or triggers it, and must not dispose the loop it runs in.</remarks>
internal sealed partial class PeriodicLoop : IAsyncDisposable
{
    private readonly string _name;
    private readonly TimeSpan _firstDelay;
    private readonly TimeSpan _period;
    private readonly Func<CancellationToken, ValueTask> _work;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;

    /// <summary>Holds at most one wish for a turn: a second one would only repeat it.</summary>
    private readonly Channel<bool> _wishes = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _lock = new();
    private readonly FailureStreak _streak = new();
    private ITimer? _timer;
    private Task? _running;
    private bool _stopped;
    private long _turns;
    private long _failures;

    /// <param name="name">Name in logs.</param>
    /// <param name="firstDelay">From <see cref="Start"/> to the first turn, from zero; infinite for triggered turns only.</param>
    /// <param name="period">Between the starts of two turns, more than zero; infinite for triggered turns only.</param>
    /// <param name="work">One turn.</param>
    /// <param name="timeProvider">Clock of the delays.</param>
    /// <param name="logger">Takes the failures.</param>
    public PeriodicLoop(
        string name,
        TimeSpan firstDelay,
        TimeSpan period,
        Func<CancellationToken, ValueTask> work,
        TimeProvider timeProvider,
        ILogger logger)
    {
        _name = name;
        _firstDelay = firstDelay;
        _period = period;
        _work = work;
        _timeProvider = timeProvider;
        _logger = logger;
    }

    /// <summary>Turns begun.</summary>
    public long Turns => Interlocked.Read(ref _turns);

    /// <summary>Turns that ended in an exception.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    /// <summary>Starts the loop, once.</summary>
    public void Start()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_stopped, this);
            if (_running is not null)
            {
                throw new InvalidOperationException($"the loop {_name} was started already");
            }

            _running = RunAsync(_stopping.Token);
            _timer = _timeProvider.CreateTimer(static state => ((PeriodicLoop)state!).Trigger(), this, _firstDelay, _period);
        }
    }

    /// <summary>
    /// Asks for a turn soon; wishes before it begins count as one. Before the start it is kept, after the stop it is ignored.
    /// </summary>
    public void Trigger() => _wishes.Writer.TryWrite(true);

    /// <summary>Stops the loop and waits for the running turn, whose token is cancelled.</summary>
    public async ValueTask DisposeAsync()
    {
        Task? running;
        lock (_lock)
        {
            _stopped = true;
            running = _running;
            _timer?.Dispose();
        }

        await _stopping.CancelAsync().ConfigureAwait(false);
        if (running is not null)
        {
            await running.ConfigureAwait(false);
        }
    }

    private async Task RunAsync(CancellationToken stopping)
    {
        // From here on the channel resumes its reader on the pool: no turn runs on the thread that starts or triggers the loop.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            while (true)
            {
                await _wishes.Reader.ReadAsync(stopping).ConfigureAwait(false);
                await TakeTurnAsync(stopping).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            LogStopped(_name, Turns, Failures);
        }
    }

    private async ValueTask TakeTurnAsync(CancellationToken stopping)
    {
        stopping.ThrowIfCancellationRequested();
        Interlocked.Increment(ref _turns);
        try
        {
            await _work(stopping).ConfigureAwait(false);
            if (_streak.End() is > 0 and var failed)
            {
                LogWorksAgain(_name, failed);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception)
        {
            Interlocked.Increment(ref _failures);
            if (_streak.IsNew(exception))
            {
                LogTurnFailed(exception, _name);
            }
            else
            {
                LogFailedAlike(_name, _streak.Length, exception.Message);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "a turn of the loop {Name} failed; the next one comes as planned")]
    private partial void LogTurnFailed(Exception exception, string name);

    [LoggerMessage(Level = LogLevel.Debug, Message = "a turn of the loop {Name} failed like the one before, {Failures} in a row: {Fault}")]
    private partial void LogFailedAlike(string name, int failures, string fault);

    [LoggerMessage(Level = LogLevel.Information, Message = "the loop {Name} works again after {Failures} turns that failed")]
    private partial void LogWorksAgain(string name, int failures);

    [LoggerMessage(Level = LogLevel.Debug, Message = "the loop {Name} stopped after {Turns} turns, {Failures} of them failed")]
    private partial void LogStopped(string name, long turns, long failures);
}
