using Engine.Client.Producing;
using Engine.Tests.Time;

namespace Engine.Tests.Client.Producing;

public sealed class LatencyFaultTableTests
{
    private static readonly ProducerOptions Enabled = new() { Group = "p", SendLatencyFaultEnable = true };

    private readonly FakeTimeProvider _clock = new();
    private readonly LatencyFaultTable _table;

    public LatencyFaultTableTests() => _table = new LatencyFaultTable(Enabled, _clock);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(50, 0)]
    [InlineData(549, 0)]
    [InlineData(550, 30)]
    [InlineData(999, 30)]
    [InlineData(1000, 60)]
    [InlineData(2000, 120)]
    [InlineData(3000, 180)]
    [InlineData(14_999, 180)]
    [InlineData(15_000, 600)]
    [InlineData(3_600_000, 600)]
    public void Report_Latency_IsAvoidedAsLongAsThe49TableSays(int latencyMs, int seconds)
    {
        _table.UnavailableAfter(TimeSpan.FromMilliseconds(latencyMs)).ShouldBe(TimeSpan.FromSeconds(seconds));
        _table.Report("a", TimeSpan.FromMilliseconds(latencyMs), failed: false);

        _table.IsAvailable("a").ShouldBe(seconds == 0);
        if (seconds == 0)
            return;

        _clock.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        _table.IsAvailable("a").ShouldBeFalse();
        _clock.Advance(TimeSpan.FromMilliseconds(2));
        _table.IsAvailable("a").ShouldBeTrue();
    }

    [Fact]
    public void Report_Failure_IsAvoidedForTenMinutesHoweverSoonItCame()
    {
        _table.Report("a", TimeSpan.Zero, failed: true);

        _clock.Advance(TimeSpan.FromSeconds(599));
        _table.IsAvailable("a").ShouldBeFalse();
        _clock.Advance(TimeSpan.FromSeconds(2));
        _table.IsAvailable("a").ShouldBeTrue();
    }

    [Fact]
    public void Report_QuickAnswerAfterASlowOne_MakesItAvailable()
    {
        _table.Report("a", TimeSpan.FromSeconds(3), failed: false);
        _table.Report("a", TimeSpan.FromMilliseconds(10), failed: false);

        _table.IsAvailable("a").ShouldBeTrue();
    }

    [Fact]
    public void Report_SwitchedOff_KeepsNothing()
    {
        var table = new LatencyFaultTable(Enabled with { SendLatencyFaultEnable = false }, _clock);

        table.Report("a", TimeSpan.FromSeconds(60), failed: true);

        table.IsEnabled.ShouldBeFalse();
        table.IsAvailable("a").ShouldBeTrue();
    }

    [Fact]
    public void Report_OwnLevels_AreUsed()
    {
        var table = new LatencyFaultTable(
            Enabled with { LatencyFaultLevels = [new(TimeSpan.FromMilliseconds(5), TimeSpan.FromSeconds(7))] }, _clock);

        table.UnavailableAfter(TimeSpan.FromMilliseconds(4)).ShouldBe(TimeSpan.Zero);
        table.UnavailableAfter(TimeSpan.FromMilliseconds(5)).ShouldBe(TimeSpan.FromSeconds(7));
    }

    [Fact]
    public void PickOneAtLeast_FourBrokers_TakesTheBetterHalfInTurn()
    {
        _table.Report("slow", TimeSpan.FromSeconds(20), failed: false);
        _table.Report("slower", TimeSpan.FromSeconds(40), failed: false);
        _table.Report("quick", TimeSpan.FromMilliseconds(600), failed: false);
        _table.Report("quicker", TimeSpan.FromMilliseconds(560), failed: false);

        var picked = Enumerable.Range(0, 6).Select(_ => _table.PickOneAtLeast(["slow", "quick", "slower", "quicker"])).ToArray();

        picked.Order().ShouldBe(["quick", "quick", "quick", "quicker", "quicker", "quicker"]);
    }

    [Fact]
    public void PickOneAtLeast_OneIsAvailable_ItComesFirstThoughItWasSlower()
    {
        _table.Report("recovered", TimeSpan.FromMilliseconds(700), failed: false);
        _clock.Advance(TimeSpan.FromSeconds(40));
        _table.Report("paused", TimeSpan.FromMilliseconds(600), failed: false);

        _table.PickOneAtLeast(["paused", "recovered"]).ShouldBe("recovered");
        _table.PickOneAtLeast(["paused"]).ShouldBe("paused", "a single one is taken whatever it did");
    }
}
