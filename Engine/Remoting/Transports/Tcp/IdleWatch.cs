namespace Engine.Remoting.Transports.Tcp;

/// <summary>Tells when nothing has happened for a time. One timer, looked at when it is due and not at every byte.</summary>
internal sealed class IdleWatch(TimeSpan idleTime, TimeProvider timeProvider, Action idle) : IDisposable
{
    /// <summary>Timers and timestamps are rounded apart by less.</summary>
    private static readonly TimeSpan Finest = TimeSpan.FromMilliseconds(1);

    private readonly Lock _lock = new();
    private ITimer? _timer;
    private long _last = timeProvider.GetTimestamp();
    private bool _disposed;

    public void Touch() => Volatile.Write(ref _last, timeProvider.GetTimestamp());

    public void Start()
    {
        lock (_lock)
        {
            if (!_disposed && idleTime != Timeout.InfiniteTimeSpan)
            {
                _timer = timeProvider.CreateTimer(_ => Look(), null, idleTime, Timeout.InfiniteTimeSpan);
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _timer?.Dispose();
        }
    }

    private void Look()
    {
        var left = idleTime - timeProvider.GetElapsedTime(Volatile.Read(ref _last));
        if (left < Finest)
        {
            idle();
            return;
        }

        lock (_lock)
        {
            if (!_disposed)
            {
                _timer?.Change(left, Timeout.InfiniteTimeSpan);
            }
        }
    }
}
