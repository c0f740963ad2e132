using Engine.Duties;
using Microsoft.Extensions.Logging;

namespace Engine.Broker.Statistics;

/// <summary>Samples the counters every 10 s for the minute, every 10 min for the hour and every hour for the day.</summary>
internal sealed class StatsSamplingLoop : IAsyncDisposable
{
    private readonly BrokerStatistics _statistics;
    private readonly TimeProvider _timeProvider;
    private readonly PeriodicLoop _loop;
    private long _turns;

    public StatsSamplingLoop(BrokerStatistics statistics, string brokerName, TimeProvider timeProvider, ILogger logger)
    {
        _statistics = statistics;
        _timeProvider = timeProvider;
        _loop = new PeriodicLoop(
            $"statistics {brokerName}", StatsItem.MinuteStep, StatsItem.MinuteStep, TurnAsync, timeProvider, logger);
    }

    /// <summary>Samples taken.</summary>
    public long Turns => Interlocked.Read(ref _turns);

    public void Start() => _loop.Start();

    public ValueTask DisposeAsync() => _loop.DisposeAsync();

    private ValueTask TurnAsync(CancellationToken cancellationToken)
    {
        var turn = _turns + 1;
        _statistics.Sample(
            _timeProvider.GetUtcNow().ToUnixTimeMilliseconds(),
            forHour: turn % (StatsItem.HourStep / StatsItem.MinuteStep) == 0,
            forDay: turn % (StatsItem.DayStep / StatsItem.MinuteStep) == 0);
        _statistics.Days.Note(DateOnly.FromDateTime(_timeProvider.GetLocalNow().DateTime), _statistics.PutTotal, _statistics.GetTotal);
        Interlocked.Increment(ref _turns);
        return ValueTask.CompletedTask;
    }
}
