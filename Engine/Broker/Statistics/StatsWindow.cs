namespace Engine.Broker.Statistics;

/// <summary>
/// The last samples of a counter, one interval apart. Before the first one there is nothing, an interval earlier. One user at a time.
/// Mirrors the call lists of StatsItem.
/// </summary>
internal sealed class StatsWindow(TimeSpan interval, int capacity)
{
    private readonly Queue<StatsSample> _samples = [];
    private StatsSample _last;

    public StatsFigures Figures
    {
        get
        {
            if (!_samples.TryPeek(out var first) || _last.TimeMs <= first.TimeMs)
            {
                return default;
            }

            var sum = _last.Value - first.Value;
            var times = _last.Times - first.Times;
            return new StatsFigures(sum, sum * 1000.0 / (_last.TimeMs - first.TimeMs), times > 0 ? (double)sum / times : 0);
        }
    }

    public void Add(StatsSample sample)
    {
        if (_samples.Count == 0)
        {
            _samples.Enqueue(new StatsSample(sample.TimeMs - (long)interval.TotalMilliseconds, 0, 0));
        }

        _samples.Enqueue(_last = sample);
        if (_samples.Count > capacity)
        {
            _samples.Dequeue();
        }
    }
}
