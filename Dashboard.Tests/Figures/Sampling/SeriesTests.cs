using Dashboard.Figures.Sampling;
using Engine.Admin.Statistics;
using Engine.Tests.Time;

namespace Dashboard.Tests.Figures.Sampling;

public sealed class SeriesTests
{
    private static readonly DateTimeOffset Start = FakeTimeProvider.DefaultStart;

    [Fact]
    public void OffsetHistory_OneHourOfFastSamples_KeepsTwoMinutesAtAboutOnePerSecond()
    {
        OffsetHistory history = new();
        for (var step = 0; step <= 36_000; step++)
            history.Add(Start.AddMilliseconds(100 * step), step, ticket: step);

        history.Count.ShouldBeInRange(120, 140);
        history[^1].ShouldBe(new OffsetSample(Start.AddHours(1), 36_000));
        (history[^1].At - history[0].At).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(118));
        history.Zip(history.Skip(1)).ShouldAllBe(pair => pair.First.At < pair.Second.At);
    }

    [Fact]
    public void OffsetHistory_FastSamples_StillGiveTheRateOverTenSeconds()
    {
        OffsetHistory history = new();
        for (var step = 0; step <= 300; step++)
            history.Add(Start.AddMilliseconds(100 * step), 5 * step, ticket: step);

        OffsetRate.PerSecond(history).ShouldNotBeNull().ShouldBe(50, tolerance: 1e-9);
    }

    [Fact]
    public void OffsetHistory_LagZeroForAMoment_IsNotForgottenByThinning()
    {
        OffsetHistory history = new();
        for (var step = 0; step <= 30; step++)
            history.Add(Start.AddMilliseconds(100 * step), step, ticket: step, lag: step == 13 ? 0 : 500 + step);

        history.Count.ShouldBeLessThan(6);
        history.Count(sample => sample.Lag == 0).ShouldBe(1);
        history[^1].ShouldBe(new OffsetSample(Start.AddSeconds(3), 30, 528));
    }

    [Fact]
    public void OffsetHistory_OffsetGoesBack_KeepsTheSampleBefore()
    {
        OffsetHistory history = new();
        history.Add(Start, 100, ticket: 1, lag: 9);
        history.Add(Start.AddMilliseconds(100), 200, ticket: 2, lag: 0);

        history.Add(Start.AddMilliseconds(200), 150, ticket: 3, lag: 50);

        history.Select(sample => (sample.Offset, sample.Lag)).ShouldBe([(100, 9), (200, 0), (150, 50)]);
    }

    [Fact]
    public void OffsetHistory_Reset_CutsWhatWasReadBeforeItHoweverItIsDated()
    {
        OffsetHistory history = new();
        history.Add(Start, 100, ticket: 1, lag: 900);
        history.Add(Start.AddSeconds(2), 120, ticket: 2, lag: 880);
        var resetAt = Start.AddSeconds(1);

        history.Add(Start.AddSeconds(3), 1000, ticket: 3, lag: 0, resetAt);
        history.ShouldHaveSingleItem().ShouldBe(new OffsetSample(Start.AddSeconds(3), 1000, 0));
        history.Add(Start.AddSeconds(4), 1010, ticket: 4, lag: 5, resetAt);

        history.Select(sample => sample.Offset).ShouldBe([1000, 1010]);
        history.Add(Start.AddSeconds(5), 1020, ticket: 5, lag: 5, resetAt: null);
        history.Count.ShouldBe(3, "a broker that started anew knows of no reset");
    }

    [Fact]
    public void OffsetHistory_SameTicketTwice_TakesTheLaterLag()
    {
        OffsetHistory history = new();
        history.Add(Start, 100, ticket: 1, lag: 5);

        history.Add(Start, 100, ticket: 1, lag: 9);

        history.ShouldHaveSingleItem().Lag.ShouldBe(9);
    }

    [Fact]
    public void OffsetHistory_WithoutLags_TellsNoneHoweverFarItGrows()
    {
        OffsetHistory history = new();
        for (var second = 0; second < 500; second++)
            history.Add(Start.AddSeconds(second), second, second, second < 250 ? null : second);

        history.Count.ShouldBeInRange(120, 140);
        history.ShouldAllBe(sample => sample.Lag == sample.Offset);
    }

    [Fact]
    public void OffsetHistory_OlderTicket_IsIgnored()
    {
        OffsetHistory history = new();
        history.Add(Start, 7, ticket: 2);

        history.Add(Start.AddSeconds(-1), 5, ticket: 1);

        history.ShouldHaveSingleItem().Offset.ShouldBe(7);
    }

    [Fact]
    public void OffsetHistory_SameTicket_IsOneSample()
    {
        OffsetHistory history = new();
        history.Add(Start, 7, ticket: 1);

        history.Add(Start, null, ticket: 1);

        history.ShouldHaveSingleItem().ShouldBe(new OffsetSample(Start, null));
    }

    [Fact]
    public void SeriesTable_OverItsBound_GivesNoSeriesAndCounts()
    {
        SeriesTable<string> table = new(capacity: 1);

        table.Add("a", Start, 1, ticket: 1).ShouldNotBeNull();
        table.Add("b", Start, 1, ticket: 1).ShouldBeNull();

        table.Count.ShouldBe(1);
        table.Dropped.ShouldBe(1);
    }

    [Theory]
    [InlineData(120, 1)]
    [InlineData(121, 0)]
    public void SeriesTable_NotSeenForManySweeps_IsForgotten(int sweeps, int left)
    {
        SeriesTable<string> table = new(capacity: 1);
        table.Add("a", Start, 1, ticket: 1);

        for (var sweep = 0; sweep < sweeps; sweep++)
            table.BeginSweep();

        table.Count.ShouldBe(left);
    }

    [Fact]
    public void RateChart_ManyPoints_KeepsTheLast120InOrder()
    {
        RateChart chart = new();
        for (var second = 0; second < 500; second++)
            chart.Add(new RatePoint(Start.AddSeconds(second), second, null, null));

        chart.Points.Count.ShouldBe(120);
        chart.Points[0].ProduceRate.ShouldBe(380);
        chart.Points[^1].ProduceRate.ShouldBe(499);
    }
}
