namespace Dashboard.Demo;

/// <summary>Messages a second of a growing counter over the last 10 s; at most one sample a second is kept.</summary>
internal sealed class DemoRate
{
    private const int Capacity = 11;
    private static readonly TimeSpan Distance = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Queue<(long At, long Value)> _samples = new();
    private readonly TimeProvider _timeProvider;
    private long _newest;

    public DemoRate(TimeProvider timeProvider)
    {
        _timeProvider = timeProvider;
        _newest = timeProvider.GetTimestamp();
        _samples.Enqueue((_newest, 0));
    }

    public void Sample(long value)
    {
        var now = _timeProvider.GetTimestamp();
        lock (_lock)
        {
            if (_timeProvider.GetElapsedTime(_newest, now) < Distance)
            {
                return;
            }

            _newest = now;
            _samples.Enqueue((now, value));
            if (_samples.Count > Capacity)
            {
                _samples.Dequeue();
            }
        }
    }

    /// <summary>Null before the first second has passed.</summary>
    public double? Now(long value)
    {
        Sample(value);
        lock (_lock)
        {
            var (at, first) = _samples.Peek();
            var seconds = _timeProvider.GetElapsedTime(at).TotalSeconds;
            return seconds < 1 ? null : (value - first) / seconds;
        }
    }
}
