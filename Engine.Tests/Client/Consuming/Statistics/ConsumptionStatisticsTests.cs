using Engine.Client.Consuming;
using Engine.Client.Consuming.Statistics;
using Engine.Tests.Time;

namespace Engine.Tests.Client.Consuming.Statistics;

[Trait("Behaviour", "D8")]
public sealed class ConsumptionStatisticsTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly ConsumptionStatistics _statistics;

    public ConsumptionStatisticsTests() => _statistics = new ConsumptionStatistics(_clock);

    [Fact]
    public void Of_TenSeconds_TellsTimesAndRates()
    {
        _statistics.Pulled("T", 30, TimeSpan.FromMilliseconds(40));
        _statistics.Pulled("T", 20, TimeSpan.FromMilliseconds(80));
        _statistics.Called("T", TimeSpan.FromMilliseconds(10));
        _statistics.Called("T", TimeSpan.FromMilliseconds(30));
        _statistics.Consumed("T", ok: 40, failed: 10);
        _clock.Advance(TimeSpan.FromSeconds(10));

        _statistics.Of("T").ShouldBe(new ConsumptionRates
        {
            PullTime = TimeSpan.FromMilliseconds(60),
            PullRate = 5,
            ConsumeTime = TimeSpan.FromMilliseconds(20),
            ConsumeOkRate = 4,
            ConsumeFailedRate = 1,
        });
        _statistics.Of("other").ShouldBe(new ConsumptionRates());
    }

    [Fact]
    public void Of_QuietMinute_TellsTheConsumeTimeOfTheHour()
    {
        _statistics.Called("T", TimeSpan.FromMilliseconds(30));
        _statistics.Consumed("T", ok: 0, failed: 7);
        _clock.Advance(TimeSpan.FromMinutes(10));

        var rates = _statistics.Of("T");

        rates.ConsumeTime.ShouldBe(TimeSpan.FromMilliseconds(30));
        rates.ConsumeFailedInLastHour.ShouldBe(7);
        rates.ConsumeFailedRate.ShouldBe(0);
    }
}
