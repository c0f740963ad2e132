using Engine.Broker.Statistics;

namespace Engine.Tests.Broker.Statistics;

public sealed class StatsWindowTests
{
    private const long Start = 1_700_000_000_000;

    private readonly StatsWindow _window = new(TimeSpan.FromSeconds(10), 7);

    [Fact]
    public void Figures_NothingSampled_AreZero() => _window.Figures.ShouldBe(default);

    [Fact]
    public void Figures_FirstSample_CountsFromNothingOneIntervalEarlier()
    {
        _window.Add(new StatsSample(Start, 50, 5));

        _window.Figures.ShouldBe(new StatsFigures(50, 5, 10));
    }

    [Fact]
    public void Figures_FullWindow_SpansSixIntervals()
    {
        for (var i = 1; i <= 20; i++)
            _window.Add(new StatsSample(Start + (i * 10_000), i * 600, i * 2));

        _window.Figures.ShouldBe(new StatsFigures(6 * 600, 60, 300));
    }

    [Fact]
    public void Figures_NothingMoreComes_FallToZero()
    {
        for (var i = 1; i <= 8; i++)
            _window.Add(new StatsSample(Start + (i * 10_000), 600, 1));

        _window.Figures.ShouldBe(new StatsFigures(0, 0, 0));
    }

    [Fact]
    public void Figures_ClockWentBack_AreZeroAndNotNegative()
    {
        _window.Add(new StatsSample(Start, 5, 1));
        _window.Add(new StatsSample(Start - 60_000, 6, 2));

        _window.Figures.ShouldBe(default);
    }
}
