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

    /// <summary>
    /// Samples are taken every 10 s, so a reading a second later tells the six intervals up to the last one: worked out by hand.
    /// </summary>
    [Fact]
    public void Of_LoadComesAndGoes_FollowsTheWindowOfAMinute()
    {
        Load(pulled: 60, pullMs: 30, callMs: [5], ok: 50, failed: 10);
        PassTo(9);
        Figures().ShouldBe((0, 0, 0, 0, 0), "before the first sample");
        PassTo(11);
        Figures().ShouldBe((30, 6, 5, 5, 1), "10 s");
        PassTo(12);
        Load(pulled: 30, pullMs: 90, callMs: [15, 25], ok: 24, failed: 6);
        PassTo(21);
        Figures().ShouldBe((60, 4.5, 15, 3.7, 0.8), "90 pulled, 74 done and 16 failed in 20 s");
        PassTo(31);
        Load(pulled: 90, pullMs: 60, callMs: [45], ok: 90, failed: 0);
        PassTo(61);
        Figures().ShouldBe((60, 3, 22.5, 164 / 60.0, 16 / 60.0), "all of it in 60 s");
        PassTo(71);
        Figures().ShouldBe((75, 2, 28.3333, 1.9, 0.1), "without the first load");
        PassTo(81);
        Figures().ShouldBe((60, 1.5, 45, 1.5, 0), "the last load alone");
        PassTo(101);
        Figures().ShouldBe((0, 0, 0, 0, 0), "a minute without load, an hour without a sample");
        PassTo(601);
        Figures().ShouldBe((0, 0, 22.5, 0, 0), "the calls of the last hour");
        _statistics.Of("T").ConsumeFailedInLastHour.ShouldBe(16);
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

    private void PassTo(double second) =>
        _clock.Advance(FakeTimeProvider.DefaultStart.AddSeconds(second) - _clock.GetUtcNow());

    private void Load(int pulled, double pullMs, double[] callMs, int ok, int failed)
    {
        _statistics.Pulled("T", pulled, TimeSpan.FromMilliseconds(pullMs));
        foreach (var took in callMs)
            _statistics.Called("T", TimeSpan.FromMilliseconds(took));

        _statistics.Consumed("T", ok, failed);
    }

    /// <summary>Times in ms, in whole ticks; rates a second.</summary>
    private (double PullMs, double PullRate, double CallMs, double OkRate, double FailedRate) Figures()
    {
        var rates = _statistics.Of("T");
        return (rates.PullTime.TotalMilliseconds, rates.PullRate, rates.ConsumeTime.TotalMilliseconds, rates.ConsumeOkRate,
            rates.ConsumeFailedRate);
    }
}
