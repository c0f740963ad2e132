using Microsoft.Extensions.Logging;

namespace Engine.Duties;

/// <summary>
/// As <see cref="PeriodicLoop"/>, on a thread of its own: for turns that block (flushes to the disk), which on the pool would hold up
/// everything else. Takes its turn at a fixed rate and when triggered; what falls due during a turn becomes one more turn after it. A turn
/// that fails is counted, and logged unless it fails like the one before; the next one comes as planned.
/// </summary>
/// <remarks>The turn must not dispose the loop it runs in.</remarks>
internal sealed partial class DedicatedLoop : IAsyncDisposable
{
    private readonly string _name;
    private readonly TimeSpan _period;
    private readonly Action<CancellationToken> _turn;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;

    /// <summary>Holds at most one wish for a turn: a second one would only repeat it.</summary>
    private readonly AutoResetEvent _wish = new(initialState: false);

    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private readonly FailureStreak _streak = new();
    private ITimer? _timer;
    private bool _started;
    private bool _stopped;
    private long _turns;
    private long _failures;

    /// <param name="name">Name in logs and of the thread.</param>
    /// <param name="period">From the start to the first turn and between two, more than zero; infinite for triggered turns only.</param>
    /// <param name="turn">One turn; may block.</param>
    /// <param name="timeProvider">Clock of the period.</param>
    /// <param name="logger">Takes the failures.</param>
    public DedicatedLoop(string name, TimeSpan period, Action<CancellationToken> turn, TimeProvider timeProvider, ILogger logger)
    {
        _name = name;
        _period = period;
        _turn = turn;
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
            if (_started)
            {
                throw new InvalidOperationException($"the loop {_name} was started already");
            }

            _started = true;
            new Thread(Run) { IsBackground = true, Name = _name }.Start();
            _timer = _timeProvider.CreateTimer(static state => ((DedicatedLoop)state!).Trigger(), this, _period, _period);
        }
    }

    /// <summary>
    /// Asks for a turn soon; wishes before it begins count as one. Before the start it is kept, after the stop it is ignored.
    /// </summary>
    public void Trigger()
    {
        lock (_lock)
        {
            if (!_stopped)
            {
                _wish.Set();
            }
        }
    }

    /// <summary>Stops the loop and waits for the running turn, whose token is cancelled.</summary>
    public async ValueTask DisposeAsync()
    {
        bool isFirst;
        bool isRunning;
        lock (_lock)
        {
            isFirst = !_stopped;
            isRunning = _started;
            _stopped = true;
            _timer?.Dispose();
        }

        if (isFirst)
        {
            await _stopping.CancelAsync().ConfigureAwait(false);
            _wish.Set();
        }

        if (isRunning)
        {
            await _ended.Task.ConfigureAwait(false);
        }

        if (isFirst)
        {
            _wish.Dispose();
        }
    }

    private void Run()
    {
        try
        {
            while (_wish.WaitOne() && !_stopping.IsCancellationRequested)
            {
                TakeTurn();
            }

            LogStopped(_name, Turns, Failures);
            _ended.SetResult();
        }
        catch (Exception unexpected)
        {
            // Only the log itself can fail here; whoever stops the loop learns of it.
            _ended.SetException(unexpected);
        }
    }

    private void TakeTurn()
    {
        Interlocked.Increment(ref _turns);
        try
        {
            _turn(_stopping.Token);
            if (_streak.End() is > 0 and var failed)
            {
                LogWorksAgain(_name, failed);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The stop asked for it; the loop ends.
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
