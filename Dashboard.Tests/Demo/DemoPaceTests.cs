using Dashboard.Demo;

namespace Dashboard.Tests.Demo;

public sealed class DemoPaceTests
{
    [Theory]
    [InlineData(10, 0, 0, 1)]
    [InlineData(10, 0, 1, 0)]
    [InlineData(10, 99, 1, 0)]
    [InlineData(10, 100, 1, 1)]
    [InlineData(1000, 500, 400, 101)]
    public void Due_AfterSomeTime_IsTheEvenPace(double rate, int elapsedMs, long attempted, long due) =>
        new DemoPace(rate).Due(TimeSpan.FromMilliseconds(elapsedMs), attempted).ShouldBe(due);

    [Fact]
    public void Due_AfterALongStall_CatchesUpOneSecondOnly()
    {
        var pace = new DemoPace(10);

        pace.Due(TimeSpan.FromSeconds(100), 1).ShouldBe(10);
        pace.Due(TimeSpan.FromSeconds(100), 11).ShouldBe(0);
        pace.Due(TimeSpan.FromMilliseconds(100_100), 11).ShouldBe(1);
    }

    [Fact]
    public void UntilNext_NothingDue_IsTheTimeToTheNextMessage() =>
        new DemoPace(10).UntilNext(TimeSpan.FromMilliseconds(130), 2).ShouldBe(TimeSpan.FromMilliseconds(70));
}
