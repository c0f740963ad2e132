using Engine.Admin.Statistics;

namespace Engine.Tests.Admin.Statistics;

public sealed class QueueTimesTests
{
    [Theory]
    [InlineData(2000L, 5.0, 0.0)]
    [InlineData(1000L, 5.0, 5.0)]
    [InlineData(1000L, -1.0, 0.0)]
    [InlineData(1000L, null, null)]
    [InlineData(null, 5.0, null)]
    [InlineData(2001L, 5.0, null)]
    public void TimeLag_NextMessage_IsItsAge(long? consumer, double? storedAgo, double? seconds) =>
        QueueTimes.TimeLag(new VerdictCase { Consumer = consumer, TimeLag = storedAgo }.Queue, VerdictCase.Now)
            .ShouldBe(seconds is { } known ? TimeSpan.FromSeconds(known) : null);

    [Theory]
    [InlineData(0L, null, null, 0.0)]
    [InlineData(0L, 10.0, 1.0, 0.0)]
    [InlineData(100L, 5.0, 15.0, 10.0)]
    [InlineData(100L, 0.0, 50.0, 2.0)]
    [InlineData(100L, 10.0, 10.0, null)]
    [InlineData(100L, 11.0, 10.0, null)]
    [InlineData(100L, null, 10.0, null)]
    [InlineData(100L, 10.0, null, null)]
    [InlineData(null, 1.0, 10.0, null)]
    public void EtaSeconds_Rates_IsLagOverTheirDifference(long? lag, double? produced, double? consumed, double? eta) =>
        QueueTimes.EtaSeconds(lag, TimeSpan.Zero, produced, consumed).ShouldBe(eta);

    [Theory]
    [InlineData(0L, 0.0, 0.0)]
    [InlineData(1L, 0.0, null)]
    [InlineData(99L, 10.0, null)]
    [InlineData(99L, 10.1, 9.9)]
    [InlineData(99L, null, null)]
    [InlineData(100L, null, 10.0)]
    public void EtaSeconds_FewMessagesThatDoNotWait_IsNone(long lag, double? waits, double? eta) =>
        QueueTimes.EtaSeconds(lag, waits is { } seconds ? TimeSpan.FromSeconds(seconds) : null, 5, 15).ShouldBe(eta);

    [Fact]
    public void EtaSeconds_CommitsInSteps_HardlyChangesBetweenThem()
    {
        // 1,000 messages every 7 s of 100,000, looked at each second: lag ÷ ETA is the rate that it was computed by.
        var drains = Enumerable.Range(31, 40).Select(DrainAt).ToList();

        drains.Min().ShouldBeGreaterThan(130);
        drains.Max().ShouldBeLessThan(170);
    }

    [Fact]
    public void WorstEtaSeconds_Queues_IsTheLongestAndNeverWhenOneDoesNotDrain()
    {
        QueueTimes.WorstEtaSeconds([]).ShouldBeNull();
        QueueTimes.WorstEtaSeconds([new(null, 1, 1)]).ShouldBeNull();
        QueueTimes.WorstEtaSeconds([new(500, 1, 2, EtaSeconds: 7), new(50, 1, 9, EtaSeconds: 3), new(null, 1, 1)]).ShouldBe(7);
        QueueTimes.WorstEtaSeconds([new(500, 1, 2, EtaSeconds: 7), new(99, 1, 1)]).ShouldBe(7);
        QueueTimes.WorstEtaSeconds([new(500, 1, 2, EtaSeconds: 7), new(100, 1, 1)]).ShouldBeNull();
        QueueTimes.WorstEtaSeconds([new(0, 1, 1, EtaSeconds: 0), new(0, 0, 0, EtaSeconds: 0)]).ShouldBe(0);
        QueueTimes.WorstEtaSeconds([new(0, 1, 1, EtaSeconds: 0), new(5, 1, 1)]).ShouldBeNull("a few messages wait: it is not drained");
    }

    [Theory]
    [InlineData(1000L, 1032L, 32L)]
    [InlineData(1000L, 1000L, 0L)]
    [InlineData(1000L, 999L, null)]
    [InlineData(1000L, null, null)]
    [InlineData(null, 1032L, null)]
    public void InFlight_Offsets_IsWhatWasHandedOutAndIsNotCommitted(long? consumer, long? pulled, long? inFlight) =>
        QueueInFlight.Of(new VerdictCase { Consumer = consumer, Pulled = pulled }.Queue).ShouldBe(inFlight);

    [Fact]
    public void InFlight_ConsumerOffsetExpired_CountsFromTheMinimum() =>
        QueueInFlight.Of(new VerdictCase { Consumer = 10, Pulled = 75 }.Queue with { MinOffset = 70 }).ShouldBe(5);

    private static double DrainAt(int second)
    {
        var last = VerdictCase.Now.AddSeconds(second);
        var steps = Enumerable.Range(0, second + 1).Select(at => Sample(at));
        var queue = new VerdictCase { Broker = 100_000, Consumer = second / 7 * 1000 };
        var standing = QueueStanding.Of(
            queue.Group with { SampledAt = last },
            queue.Queue,
            [new(last.AddSeconds(-9), 100_000, 0), new(last, 100_000, 0)],
            [.. steps]);
        return (double)standing.Lag! / standing.EtaSeconds!.Value;
    }

    private static OffsetSample Sample(int second) =>
        new(VerdictCase.Now.AddSeconds(second), second / 7 * 1000, 100_000 - (second / 7 * 1000));
}
