using Engine.Client.Consuming.Statistics;
using Engine.Tests.Time;
using FsCheck;
using FsCheck.Fluent;

namespace Engine.Tests.Client.Consuming.Statistics;

[Trait("Behaviour", "D8")]
public sealed class StatsItemTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly StatsItem _item;

    public StatsItemTests() => _item = new StatsItem(_clock, _clock.GetTimestamp());

    [Fact]
    public void LastMinute_BeforeTheFirstSample_IsNothing()
    {
        _item.Add(5, 1);
        Pass(9.9);

        _item.LastMinute.ShouldBe(default);
        _item.LastMinute.Rate.ShouldBe(0);
        _item.LastMinute.Average.ShouldBe(0);
    }

    [Fact]
    public void LastMinute_FirstSample_CountsFromAnIntervalBefore()
    {
        Pass(3);
        _item.Add(30, 2);
        Pass(7);

        _item.LastMinute.ShouldBe(new StatsWindow(30, 2, TimeSpan.FromSeconds(10)));
        _item.LastMinute.Rate.ShouldBe(3);
        _item.LastMinute.Average.ShouldBe(15);
    }

    [Fact]
    public void LastMinute_SteadyLoad_IsOverSixtySeconds()
    {
        for (var second = 0; second < 200; second++)
        {
            _item.Add(10, 5);
            Pass(1);
        }

        _item.LastMinute.ShouldBe(new StatsWindow(600, 300, TimeSpan.FromSeconds(60)));
        _item.LastMinute.Rate.ShouldBe(10);
    }

    [Fact]
    public void LastMinute_LoadEnds_IsForgottenAMinuteLater()
    {
        _item.Add(60, 6);
        Pass(60);
        _item.LastMinute.Sum.ShouldBe(60);
        Pass(10);

        _item.LastMinute.Sum.ShouldBe(0);
        _item.LastHour.Sum.ShouldBe(0, "the first sample of the hour is due after ten minutes");
        Pass(600 - 70);
        _item.LastHour.Sum.ShouldBe(60);
        Pass(3600);

        _item.LastHour.Sum.ShouldBe(0);
    }

    [Fact]
    public void LastMinute_NobodyAskedForLong_IsAsIfSampledAllAlong()
    {
        _item.Add(60, 6);
        Pass(7200);
        _item.Add(1, 1);
        Pass(10);

        _item.LastMinute.ShouldBe(new StatsWindow(1, 1, TimeSpan.FromSeconds(60)));
    }

    /// <summary>The lists as RocketMQ's timer keeps them, sample by sample.</summary>
    [Fact]
    public void LastMinute_AnyLoad_IsThatOfATimerThatSamples() =>
        Prop.ForAll(
            Gen.Choose(0, 9).ListOf(120).ToArbitrary(),
            load =>
            {
                var clock = new FakeTimeProvider();
                var item = new StatsItem(clock, clock.GetTimestamp());
                var samples = new List<(long Second, long Sum)>();
                var sum = 0L;
                for (var second = 1; second <= load.Count; second++)
                {
                    if (load[second - 1] > 0)
                        item.Add(load[second - 1], 1);

                    sum += load[second - 1];
                    clock.Advance(TimeSpan.FromSeconds(1));
                    if (second % 10 == 0)
                        Sample(samples, second, sum);

                    if (samples.Count > 0)
                        item.LastMinute.Sum.ShouldBe(samples[^1].Sum - samples[0].Sum, $"at second {second}");
                }
            }).QuickCheckThrowOnFailure();

    private static void Sample(List<(long Second, long Sum)> samples, int second, long sum)
    {
        if (samples.Count == 0)
            samples.Add((second - 10, 0));

        samples.Add((second, sum));
        if (samples.Count > 7)
            samples.RemoveAt(0);
    }

    private void Pass(double seconds) => _clock.Advance(TimeSpan.FromSeconds(seconds));
}
