using Engine.Broker.Statistics;
using Engine.Tests.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace Engine.Tests.Broker.Statistics;

public sealed class StatsSamplingLoopTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly BrokerStatistics _statistics = new("c");

    [Fact]
    public async Task Clock_EachWindow_IsSampledAtItsStep()
    {
        await using var loop = new StatsSamplingLoop(_statistics, "broker-a", _clock, NullLogger.Instance);
        loop.Start();
        _statistics.Put("T", 0, 20, 200);

        PassSteps(loop, 1);
        Sums().ShouldBe((20, 0, 0));
        _statistics.Find("TOPIC_PUT_NUMS", "T")!.Minute.Tps.ShouldBe(2.0);

        PassSteps(loop, 58);
        Sums().ShouldBe((0, 0, 0));
        PassSteps(loop, 1);
        Sums().ShouldBe((0, 20, 0));
        _statistics.Find("TOPIC_PUT_NUMS", "T")!.Hour.Tps.ShouldBe(20 / 600.0, tolerance: 1e-9);

        PassSteps(loop, 300);
        Sums().ShouldBe((0, 20, 20));
        PassSteps(loop, 60);
        Sums().ShouldBe((0, 0, 20));
    }

    private (long Minute, long Hour, long Day) Sums()
    {
        var item = _statistics.Find("TOPIC_PUT_NUMS", "T")!;
        return (item.Minute.Sum, item.Hour.Sum, item.Day.Sum);
    }

    private void PassSteps(StatsSamplingLoop loop, int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            var turns = loop.Turns;
            _clock.Advance(StatsItem.MinuteStep);
            SpinWait.SpinUntil(() => loop.Turns > turns, TimeSpan.FromSeconds(20)).ShouldBeTrue("a sample every 10 s");
        }
    }
}
