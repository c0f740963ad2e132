namespace Engine.Tests.Time;

/// <summary>A timer of <see cref="FakeTimeProvider"/>. Its due time belongs to the clock, under the clock's lock.</summary>
internal sealed class FakeTimer(FakeTimeProvider clock, TimerCallback callback, object? state) : ITimer
{
    private volatile bool _disposed;

    internal DateTimeOffset Due { get; set; }

    internal long Arming { get; set; }

    internal TimeSpan? Period { get; private set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        if (_disposed)
            return false;

        Period = period == Timeout.InfiniteTimeSpan || period == TimeSpan.Zero ? null : period;
        if (dueTime == Timeout.InfiniteTimeSpan)
            clock.Disarm(this);
        else if (dueTime == TimeSpan.Zero)
            FireAtOnce();
        else
            clock.Arm(this, dueTime);

        return true;
    }

    public void Dispose()
    {
        _disposed = true;
        clock.Disarm(this);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    internal void Fire()
    {
        if (!_disposed)
            callback(state);
    }

    private void FireAtOnce()
    {
        clock.Disarm(this);
        if (Period is { } period)
            clock.Arm(this, period);

        // As the system's timers do: on a pool thread, never on the arming one.
        ThreadPool.UnsafeQueueUserWorkItem(timer => timer.Fire(), this, preferLocal: false);
    }
}
