namespace Engine.Broker.Statistics;

/// <summary>
/// A counter with its last minute, hour and day. Counting costs two interlocked operations. Mirrors StatsItem.
/// </summary>
internal sealed class StatsItem
{
    public static readonly TimeSpan MinuteStep = TimeSpan.FromSeconds(10);
    public static readonly TimeSpan HourStep = TimeSpan.FromMinutes(10);
    public static readonly TimeSpan DayStep = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private readonly StatsWindow _minute = new(MinuteStep, 7);
    private readonly StatsWindow _hour = new(HourStep, 7);
    private readonly StatsWindow _day = new(DayStep, 25);
    private long _value;
    private long _times;

    /// <summary>Counted since the start.</summary>
    public long Total => Interlocked.Read(ref _value);

    public StatsFigures Minute => FiguresOf(_minute);

    public StatsFigures Hour => FiguresOf(_hour);

    public StatsFigures Day => FiguresOf(_day);

    /// <summary>Counts one step.</summary>
    public void Add(long value)
    {
        Interlocked.Add(ref _value, value);
        Interlocked.Increment(ref _times);
    }

    /// <summary>Takes a sample for the minute, and for the hour and the day when their steps have passed.</summary>
    public void Sample(long nowMs, bool forHour, bool forDay)
    {
        var sample = new StatsSample(nowMs, Interlocked.Read(ref _value), Interlocked.Read(ref _times));
        lock (_lock)
        {
            _minute.Add(sample);
            if (forHour)
            {
                _hour.Add(sample);
            }

            if (forDay)
            {
                _day.Add(sample);
            }
        }
    }

    private StatsFigures FiguresOf(StatsWindow window)
    {
        lock (_lock)
        {
            return window.Figures;
        }
    }
}
