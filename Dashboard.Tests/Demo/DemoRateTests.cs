using Dashboard.Demo;
using Engine.Tests.Time;

namespace Dashboard.Tests.Demo;

public sealed class DemoRateTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Now_BeforeTheFirstSecond_IsUnknown()
    {
        var rate = new DemoRate(_clock);
        _clock.Advance(TimeSpan.FromMilliseconds(999));

        rate.Now(500).ShouldBeNull();
    }

    [Fact]
    public void Now_AfterASecond_IsTheGrowthPerSecond()
    {
        var rate = new DemoRate(_clock);
        _clock.Advance(TimeSpan.FromSeconds(2));

        rate.Now(500).ShouldBe(250);
    }
}
