using Dashboard.Components.Charts;

namespace Dashboard.Tests.Components.Charts;

public sealed class ChartScaleTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(1.1, 2)]
    [InlineData(20, 20)]
    [InlineData(21, 50)]
    [InlineData(501, 1000)]
    [InlineData(1000, 1000)]
    public void RoundTop_Highest_IsTheNextRoundNumber(double highest, double top) => ChartScale.RoundTop(highest).ShouldBe(top);

    [Fact]
    public void Path_UnknownValue_LeavesAGap()
    {
        var scale = new ChartScale(Start, TimeSpan.FromSeconds(100), 10);

        scale.Path([(Start, 0), (Start.AddSeconds(50), 10), (Start.AddSeconds(60), null), (Start.AddSeconds(100), 5)])
            .ShouldBe("M0 100L50 0M100 50");
    }
}
