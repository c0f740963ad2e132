namespace Engine.Broker.Statistics;

/// <summary>
/// What was stored and pulled since the start, as it stood at the last two midnights of this machine. Mirrors BrokerStats, which a timer
/// calls at midnight; here the sampling loop sees the date change, at most ten seconds later.
/// </summary>
internal sealed class DayTotals
{
    private readonly Lock _lock = new();
    private DateOnly? _today;
    private (long Puts, long Gets) _yesterdayMorning;
    private (long Puts, long Gets) _todayMorning;

    /// <summary>As it stood at the last midnight but one; zeros before.</summary>
    public (long Puts, long Gets) YesterdayMorning
    {
        get
        {
            lock (_lock)
            {
                return _yesterdayMorning;
            }
        }
    }

    /// <summary>As it stood at the last midnight; zeros on the first day.</summary>
    public (long Puts, long Gets) TodayMorning
    {
        get
        {
            lock (_lock)
            {
                return _todayMorning;
            }
        }
    }

    /// <summary>Tells the date and the totals now.</summary>
    public void Note(DateOnly today, long puts, long gets)
    {
        lock (_lock)
        {
            if (_today is { } known && known != today)
            {
                _yesterdayMorning = _todayMorning;
                _todayMorning = (puts, gets);
            }

            _today = today;
        }
    }
}
