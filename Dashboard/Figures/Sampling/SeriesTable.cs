namespace Dashboard.Figures.Sampling;

/// <summary>
/// The series of one cluster by key: at most <see cref="SamplingLimits.Series"/>; a key over the bound gets none and is counted. A series
/// that no sweep has seen for 120 sweeps is forgotten. Not safe for many threads.
/// </summary>
internal sealed class SeriesTable<TKey>(int capacity)
    where TKey : notnull
{
    private const int SweepsRemembered = 120;

    private readonly Dictionary<TKey, OffsetHistory> _series = [];
    private long _sweep;

    internal int Count => _series.Count;

    /// <summary>Samples that found no room.</summary>
    internal long Dropped { get; private set; }

    /// <summary>Adds the sample and gives the series, null when there is no room for a new one.</summary>
    internal OffsetHistory? Add(
        TKey key, DateTimeOffset at, long? offset, long ticket, long? lag = null, DateTimeOffset? resetAt = null)
    {
        if (!_series.TryGetValue(key, out var series))
        {
            if (_series.Count >= capacity)
            {
                Dropped++;
                return null;
            }

            _series.Add(key, series = new OffsetHistory());
        }

        series.LastSweep = _sweep;
        series.Add(at, offset, ticket, lag, resetAt);
        return series;
    }

    /// <summary>The series of a key; null when there is none.</summary>
    internal OffsetHistory? Find(TKey key) => _series.GetValueOrDefault(key);

    /// <summary>Begins a new sweep and forgets what is long gone.</summary>
    internal void BeginSweep()
    {
        _sweep++;
        foreach (var (key, series) in _series)
        {
            if (_sweep - series.LastSweep > SweepsRemembered)
                _series.Remove(key);
        }
    }
}
