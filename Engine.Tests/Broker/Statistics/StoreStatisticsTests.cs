using Engine.Broker.Administration;
using Engine.Broker.Statistics;

namespace Engine.Tests.Broker.Statistics;

/// <summary>Rates, put times and day totals of GET_BROKER_RUNTIME_INFO.</summary>
public sealed class StoreStatisticsTests
{
    [Fact]
    public void PutRate_Windows_ReachBackTenSixtyAndSixHundredSeconds()
    {
        var statistics = new StoreStatistics();
        for (var second = 10; second <= 620; second += 10)
        {
            statistics.Put(second > 610 ? 100 : 10, 100, TimeSpan.Zero);
            statistics.Sample(second * 1000);
        }

        var rate = statistics.PutRate(bootMs: 0, nowMs: 620_000);

        rate.Ten.ShouldBe(10);
        rate.Sixty.ShouldBe(2.5);
        rate.SixHundred.ShouldBe(((59 * 10) + 100) / 600.0);
    }

    [Fact]
    public void PutRate_YoungBroker_HasItsFirstNumberSinceTheStartOnly()
    {
        var statistics = new StoreStatistics();
        statistics.Put(6, 100, TimeSpan.Zero);

        statistics.PutRate(1000, 4000).ShouldBe(new RateFigures(2, null, null));
        statistics.PutRate(1000, 1000).ToString().ShouldBe("0.0  ");
    }

    [Fact]
    public void Percentile_ManyTimes_IsAtMostAnEighthTooHigh()
    {
        var times = new PutTimes();
        for (var millisecond = 1; millisecond <= 1000; millisecond++)
        {
            times.Add(TimeSpan.FromMilliseconds(millisecond));
        }

        times.Percentile(0.99).ShouldBeInRange(990, 990 * 1.125);
        times.Percentile(0.999).ShouldBeInRange(999, 999 * 1.125);
        times.LongestMs.ShouldBe(1000);
        times.Distribution.ShouldBe(
            "[<=0ms]:0 [0~10ms]:9 [10~50ms]:40 [50~100ms]:50 [100~200ms]:100 [200~500ms]:300 [500ms~1s]:500 [1~2s]:1 "
            + "[2~3s]:0 [3~4s]:0 [4~5s]:0 [5~10s]:0 [10s~]:0 ");
    }

    [Fact]
    public void EndMinute_TimesOfTheMinuteBefore_StayUntilTheNextEnds()
    {
        var times = new PutTimes();
        times.Add(TimeSpan.FromMilliseconds(20));
        times.EndMinute();
        times.Add(TimeSpan.FromSeconds(3));

        times.Percentile(1).ShouldBeInRange(20, 22.5);
        times.EndMinute();
        times.Percentile(1).ShouldBeInRange(3000, 3375);
        times.EndMinute();
        times.Percentile(1).ShouldBe(0);
    }

    [Fact]
    public void DayTotals_MidnightsPass_KeepTheLastTwo()
    {
        var days = new DayTotals();
        var today = new DateOnly(2026, 5, 1);
        days.Note(today, 5, 1);
        days.TodayMorning.ShouldBe((0, 0));
        days.Note(today.AddDays(1), 20, 10);
        days.Note(today.AddDays(1), 30, 15);
        days.Note(today.AddDays(2), 40, 20);

        (days.YesterdayMorning, days.TodayMorning).ShouldBe(((20, 10), (40, 20)));
    }

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1023, "1023 B")]
    [InlineData(4096, "4.0 KiB")]
    [InlineData(53_687_091_200, "50.0 GiB")]
    public void Bytes_Size_IsWrittenAsRocketMqDoes(long bytes, string text) => RuntimeText.Bytes(bytes).ShouldBe(text);
}
