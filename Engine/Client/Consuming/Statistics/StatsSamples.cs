namespace Engine.Client.Consuming.Statistics;

/// <summary>
/// The last seven samples of a running total, taken at multiples of an interval; before the first one stands a zero. Pure but for its
/// memory; not safe for many threads. Mirrors the snapshot lists of RocketMQ's StatsItem.
/// </summary>
internal sealed class StatsSamples(TimeSpan interval)
{
    private const int Kept = 7;

    private readonly Queue<(long Tick, long Value, long Times)> _samples = new(Kept);
    private long? _lastTick;

    /// <summary>What the oldest and the newest sample tell.</summary>
    public StatsWindow Window
    {
        get
        {
            if (_samples.Count == 0)
            {
                return default;
            }

            var (first, last) = (_samples.Peek(), _samples.Last());
            return new StatsWindow(last.Value - first.Value, last.Times - first.Times, (last.Tick - first.Tick) * interval);
        }
    }

    /// <summary>Takes the samples that fell due up to a time, with the totals as they stand since the call before.</summary>
    /// <param name="at">Time since the sampling began.</param>
    /// <param name="value">Total value.</param>
    /// <param name="times">Total times.</param>
    public void CatchUp(TimeSpan at, long value, long times)
    {
        var tick = at.Ticks / interval.Ticks;
        if (_lastTick is not { } last)
        {
            // Made just now: the first sample is the one that comes next.
            _lastTick = tick;
            return;
        }

        if (tick > last && _samples.Count == 0)
        {
            Keep(last, 0, 0);
        }

        // Those that would be pushed out again need not be taken.
        for (var next = Math.Max(last + 1, tick - Kept + 1); next <= tick; next++)
        {
            Keep(next, value, times);
        }

        _lastTick = tick;
    }

    private void Keep(long tick, long value, long times)
    {
        if (_samples.Count == Kept)
        {
            _samples.Dequeue();
        }

        _samples.Enqueue((tick, value, times));
    }
}
