using Dashboard.Components.Charts;
using Engine.Admin.Statistics;

namespace Dashboard.Tests.Components.Charts;

public sealed class SparkLineTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Path_NoKnownLag_IsNone() => SparkLine.Path([new(Now, 5)], Now).ShouldBeNull();

    [Fact]
    public void Path_LagsAcrossTwoMinutes_IsHighestAtTheTop() =>
        SparkLine.Path([At(-115, 0), At(-5, 40), At(-3, 10), At(0, 20)], Now).ShouldBe("M0 96M95.7 4L100 50");

    [Fact]
    public void Path_WithinFiveSeconds_StaysTheSame()
    {
        OffsetSample[] samples = [At(-60, 3), At(-30, 9)];

        SparkLine.Path(samples, Now.AddSeconds(4)).ShouldBe(SparkLine.Path(samples, Now));
        SparkLine.Path(samples, Now.AddSeconds(5)).ShouldNotBe(SparkLine.Path(samples, Now));
    }

    private static OffsetSample At(int seconds, long lag) => new(Now.AddSeconds(seconds), 0, lag);
}
