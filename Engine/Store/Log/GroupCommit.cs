using Engine.Diagnostics;
using Engine.Duties;
using Microsoft.Extensions.Logging;

namespace Engine.Store.Log;

/// <summary>
/// Lets senders wait until the log is on the disk itself: one flush serves all who wait when it begins. No thread waits with them.
/// Mirrors <c>CommitLog$GroupCommitService</c>; woken by the first who waits, not by a clock.
/// </summary>
internal sealed class GroupCommit : IAsyncDisposable
{
    private readonly LogFlush _flush;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _timeProvider;
    private readonly StoreMeter _meter;
    private readonly DedicatedLoop _loop;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();

    /// <summary>Both in order of their deadlines, as everyone waits equally long.</summary>
    private List<CommitWaiter> _waiting = [];

    private List<CommitWaiter> _serving = [];
    private bool _isTimerArmed;
    private bool _isClosed;

    /// <param name="flush">What brings the log to the disk.</param>
    /// <param name="timeout">How long one waits at most.</param>
    /// <param name="timeProvider">Clock of that time.</param>
    /// <param name="meter">Takes the measurements.</param>
    /// <param name="logger">Takes failures of the loop.</param>
    internal GroupCommit(LogFlush flush, TimeSpan timeout, TimeProvider timeProvider, StoreMeter meter, ILogger logger)
    {
        _flush = flush;
        _timeout = timeout;
        _timeProvider = timeProvider;
        _meter = meter;
        _loop = new DedicatedLoop("store commit", Timeout.InfiniteTimeSpan, _ => Serve(), timeProvider, logger);
        _timer = timeProvider.CreateTimer(_ => Expire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>How many wait.</summary>
    internal int Waiting
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count + _serving.Count;
            }
        }
    }

    internal void Start() => _loop.Start();

    /// <summary>Waits until what an append stored is on the disk itself.</summary>
    /// <returns>The result, or FLUSH_DISK_TIMEOUT when the disk refuses (at once) or takes too long; the message stays stored.</returns>
    internal ValueTask<PutResult> MakeSafeAsync(PutResult result, CancellationToken ct)
    {
        var wait = WaitAsync(result.EndOffset, ct);
        return wait.IsCompletedSuccessfully ? new(Judged(result, wait.Result)) : JudgedAsync(result, wait);
    }

    /// <summary>Waits until everything before an offset is on the disk itself.</summary>
    /// <returns>False when the disk refuses, at once, or when it took too long.</returns>
    internal ValueTask<bool> WaitAsync(long end, CancellationToken ct)
    {
        if (end <= _flush.FlushedOffset)
        {
            return new(true);
        }

        return _flush.IsRefused || TryEnter(end) is not { } waiter ? new(Missed()) : new(ResultAsync(waiter, ct));
    }

    /// <summary>Ends the loop; who still waits is answered by what is on the disk by now. Later ones too, at once.</summary>
    public async ValueTask DisposeAsync()
    {
        await _loop.DisposeAsync().ConfigureAwait(false);
        await _timer.DisposeAsync().ConfigureAwait(false);
        List<CommitWaiter> left;
        lock (_lock)
        {
            _isClosed = true;
            left = _waiting;
            _waiting = [];
        }

        End(left);
    }

    private static PutResult Judged(in PutResult result, bool isSafe) =>
        isSafe ? result : result with { Status = PutStatus.FlushDiskTimeout };

    private static async ValueTask<PutResult> JudgedAsync(PutResult result, ValueTask<bool> wait) =>
        Judged(result, await wait.ConfigureAwait(false));

    private static async Task<bool> ResultAsync(CommitWaiter waiter, CancellationToken ct)
    {
        using var registration = ct.UnsafeRegister(static (state, token) => ((CommitWaiter)state!).TrySetCanceled(token), waiter);
        return await waiter.Task.ConfigureAwait(false);
    }

    private CommitWaiter? TryEnter(long end)
    {
        bool isFirst;
        var waiter = new CommitWaiter(end, _timeProvider.GetTimestamp());
        lock (_lock)
        {
            if (_isClosed)
            {
                return null;
            }

            isFirst = _waiting.Count == 0;
            _waiting.Add(waiter);
            if (!_isTimerArmed)
            {
                _isTimerArmed = true;
                _timer.Change(_timeout, Timeout.InfiniteTimeSpan);
            }
        }

        if (isFirst)
        {
            _loop.Trigger();
        }

        return waiter;
    }

    private void Serve()
    {
        List<CommitWaiter> served;
        lock (_lock)
        {
            (_waiting, _serving) = (_serving, _waiting);
            served = _serving;
        }

        try
        {
            if (served.Count > 0)
            {
                _flush.TryFlush();
                _meter.GroupCommitted(served.Count);
            }
        }
        finally
        {
            End(served);
            lock (_lock)
            {
                served.Clear();
            }
        }
    }

    private void End(List<CommitWaiter> waiters)
    {
        var flushed = _flush.FlushedOffset;
        foreach (var waiter in waiters)
        {
            if (waiter.End <= flushed)
            {
                waiter.TrySetResult(true);
            }
            else if (waiter.TrySetResult(false))
            {
                Missed();
            }
        }
    }

    private void Expire()
    {
        List<CommitWaiter> late;
        lock (_lock)
        {
            // Read once: who is not late by it has time left by it.
            var now = _timeProvider.GetTimestamp();
            late = [.. _serving.Concat(_waiting).Where(waiter => LeftOf(waiter, now) <= TimeSpan.Zero)];
            _waiting.RemoveAll(waiter => LeftOf(waiter, now) <= TimeSpan.Zero);
            Rearm_NeedsLock(now);
        }

        End(late);
    }

    private void Rearm_NeedsLock(long now)
    {
        var left = _serving.Concat(_waiting).Select(waiter => LeftOf(waiter, now)).FirstOrDefault(left => left > TimeSpan.Zero);
        _isTimerArmed = left > TimeSpan.Zero;
        if (_isTimerArmed)
        {
            _timer.Change(left, Timeout.InfiniteTimeSpan);
        }
    }

    private TimeSpan LeftOf(CommitWaiter waiter, long now) => _timeout - _timeProvider.GetElapsedTime(waiter.Began, now);

    private bool Missed()
    {
        _meter.CommitsLate(1);
        return false;
    }
}
