namespace Engine.Broker.Statistics;

/// <summary>
/// A counter's samples of the last ten minutes, from which rates come over 10, 60 and 600 s. Mirrors the call snapshot lists of
/// StoreStatsService, which samples every second; here every ten, and the newest value is the one of the moment of asking.
/// </summary>
internal sealed class RateWindow
{
    private const int Capacity = 62;

    private readonly Lock _lock = new();
    private readonly Queue<(long TimeMs, long Value)> _samples = new(Capacity);

    public void Add(long nowMs, long value)
    {
        lock (_lock)
        {
            _samples.Enqueue((nowMs, value));
            if (_samples.Count > Capacity)
            {
                _samples.Dequeue();
            }
        }
    }

    /// <summary>Per second since the newest sample at least that old; null while there is none.</summary>
    public double? PerSecond(long nowMs, long value, int seconds)
    {
        lock (_lock)
        {
            (long TimeMs, long Value)? start = null;
            foreach (var sample in _samples.TakeWhile(sample => sample.TimeMs <= nowMs - (seconds * 1000L)))
            {
                start = sample;
            }

            return start is { } from && nowMs > from.TimeMs ? (value - from.Value) * 1000.0 / (nowMs - from.TimeMs) : null;
        }
    }
}
