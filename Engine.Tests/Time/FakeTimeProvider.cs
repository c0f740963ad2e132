namespace Engine.Tests.Time;

/// <summary>
/// A clock that moves only by <see cref="Advance"/>. Timers fire on the advancing thread, in the order of their due times (ties in the
/// order in which they were armed), and each callback sees the clock at its own due time. Safe for many threads.
/// </summary>
/// <remarks>
/// Arm before the trigger: <c>await clock.WaitForTimersAsync(1)</c> returns once that many timers are armed, then <c>clock.Advance(…)</c>
/// fires them. Continuations of an awaited <c>Task.Delay</c> may run after <see cref="Advance"/> has returned: await a signal of the code
/// under test, not the clock.
/// </remarks>
internal sealed class FakeTimeProvider : TimeProvider
{
    /// <summary>Where a clock starts unless told otherwise: 2024-01-02 03:04:05.678 UTC.</summary>
    internal static readonly DateTimeOffset DefaultStart = new(2024, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    private static readonly TimeSpan RealPatience = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly List<FakeTimer> _armed = [];
    private readonly List<(int Count, TaskCompletionSource Reached)> _waiters = [];
    private readonly DateTimeOffset _start;
    private DateTimeOffset _now;
    private long _armings;

    internal FakeTimeProvider(DateTimeOffset? start = null) => _now = _start = start ?? DefaultStart;

    /// <summary>Odd on purpose: code that mistakes timestamps for ticks or milliseconds gives wrong figures.</summary>
    public override long TimestampFrequency => 9_999_991;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>How many timers are armed now.</summary>
    internal int ArmedTimers
    {
        get
        {
            lock (_lock)
                return _armed.Count;
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
            return _now;
    }

    public override long GetTimestamp()
    {
        TimeSpan passed;
        lock (_lock)
            passed = _now - _start;

        return (long)((Int128)passed.Ticks * TimestampFrequency / TimeSpan.TicksPerSecond);
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new FakeTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>
    /// Moves the clock on by <paramref name="by"/> and fires what falls due on the way, also timers armed by the callbacks.
    /// </summary>
    internal void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        DateTimeOffset target;
        lock (_lock)
            target = _now + by;

        while (TakeDue(target) is { } timer)
            timer.Fire();

        lock (_lock)
            _now = _now < target ? target : _now;
    }

    /// <summary>
    /// Sets the clock back or forth without firing anything, as a corrected system clock does. Timers keep their remaining time.
    /// </summary>
    internal void JumpTo(DateTimeOffset now)
    {
        lock (_lock)
        {
            var shift = now - _now;
            _now = now;
            foreach (var timer in _armed)
                timer.Due += shift;
        }
    }

    /// <summary>
    /// Returns once at least <paramref name="count"/> timers are armed; fails after 30 real seconds, naming both numbers.
    /// </summary>
    internal async Task WaitForTimersAsync(int count)
    {
        TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_armed.Count >= count)
                return;

            _waiters.Add((count, reached));
        }

        try
        {
            await reached.Task.WaitAsync(RealPatience).ConfigureAwait(false);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"Expected {count} armed timers, there are {ArmedTimers}.", late);
        }
    }

    internal void Arm(FakeTimer timer, TimeSpan dueIn)
    {
        lock (_lock)
        {
            _armed.Remove(timer);
            timer.Due = _now + dueIn;
            timer.Arming = ++_armings;
            _armed.Add(timer);
            ReleaseWaiters_NeedsLock();
        }
    }

    internal void Disarm(FakeTimer timer)
    {
        lock (_lock)
            _armed.Remove(timer);
    }

    private FakeTimer? TakeDue(DateTimeOffset target)
    {
        lock (_lock)
        {
            var next = _armed.Where(timer => timer.Due <= target).MinBy(timer => (timer.Due, timer.Arming));
            if (next is null)
                return null;

            _now = next.Due > _now ? next.Due : _now;
            _armed.Remove(next);
            if (next.Period is { } period)
                Rearm_NeedsLock(next, period);

            return next;
        }
    }

    private void Rearm_NeedsLock(FakeTimer timer, TimeSpan period)
    {
        timer.Due += period;
        timer.Arming = ++_armings;
        _armed.Add(timer);
    }

    private void ReleaseWaiters_NeedsLock()
    {
        foreach (var (_, reached) in _waiters.Where(waiter => _armed.Count >= waiter.Count).ToArray())
            reached.TrySetResult();

        _waiters.RemoveAll(waiter => waiter.Reached.Task.IsCompleted);
    }
}
