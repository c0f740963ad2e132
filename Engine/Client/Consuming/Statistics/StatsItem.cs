namespace Engine.Client.Consuming.Statistics;

/// <summary>
/// Sums and counts a figure and tells it over the last minute and the last hour, from samples of the running totals: every 10 s and every
/// 10 min, six intervals each, so that a new value shows with the next sample. Mirrors RocketMQ's StatsItem. Samples that fell due are
/// taken with the next call: between two calls the totals stand still.
/// </summary>
/// <param name="timeProvider">The clock.</param>
/// <param name="start">Timestamp from which the sampling times count.</param>
internal sealed class StatsItem(TimeProvider timeProvider, long start)
{
    private readonly Lock _lock = new();
    private readonly StatsSamples _minute = new(TimeSpan.FromSeconds(10));
    private readonly StatsSamples _hour = new(TimeSpan.FromMinutes(10));
    private long _value;
    private long _times;

    public StatsWindow LastMinute => Window(_minute);

    public StatsWindow LastHour => Window(_hour);

    /// <param name="value">How much.</param>
    /// <param name="times">How often.</param>
    public void Add(long value, long times)
    {
        var at = timeProvider.GetElapsedTime(start);
        lock (_lock)
        {
            _minute.CatchUp(at, _value, _times);
            _hour.CatchUp(at, _value, _times);
            _value += value;
            _times += times;
        }
    }

    private StatsWindow Window(StatsSamples samples)
    {
        var at = timeProvider.GetElapsedTime(start);
        lock (_lock)
        {
            samples.CatchUp(at, _value, _times);
            return samples.Window;
        }
    }
}
