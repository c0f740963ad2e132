namespace Engine.Tests.Store;

/// <summary>
/// A clock that goes on at every look at it, as for a thread that is paused in between; its timers fire when a test says so.
/// </summary>
internal sealed class PausingClock(TimeSpan pause) : TimeProvider
{
    private readonly List<PausedTimer> _timers = [];
    private long _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>What timers were armed for, those that wait for ever left out.</summary>
    internal List<TimeSpan> Armed { get; } = [];

    public override long GetTimestamp() => Interlocked.Add(ref _now, pause.Ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new PausedTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        _timers.Add(timer);
        return timer;
    }

    /// <summary>Fires the timers that are armed.</summary>
    internal void Fire() => _timers.ForEach(timer => timer.Fire());
}
