namespace Engine.Tests.Store;

/// <summary>A timer of a <see cref="PausingClock"/>.</summary>
internal sealed class PausedTimer(PausingClock clock, Action callback) : ITimer
{
    private bool _isArmed;

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        _isArmed = dueTime != Timeout.InfiniteTimeSpan;
        if (_isArmed)
        {
            clock.Armed.Add(dueTime);
        }

        return true;
    }

    public void Dispose() => _isArmed = false;

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    internal void Fire()
    {
        if (_isArmed)
        {
            _isArmed = false;
            callback();
        }
    }
}
