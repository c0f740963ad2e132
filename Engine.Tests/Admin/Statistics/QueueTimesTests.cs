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

    [Theory]
    [InlineData(1, null, null)]
    [InlineData(2, 10.0, 2000 / 9.0)]
    [InlineData(20, 10.0, 2000 / 9.0)]
    public void Standing_ForwardReset_IsNoConsumption(int secondsSince, double? consumed, double? eta)
    {
        var queue = new VerdictCase { Broker = 7000, Consumer = 5000, ResetAgo = secondsSince };
        OffsetSample[] arrived = [new(VerdictCase.Now.AddSeconds(-9), 6991), new(VerdictCase.Now, 7000)];
        var before = new OffsetSample(VerdictCase.Now.AddSeconds(-secondsSince - 1), 100);
        var since = Enumerable.Range(0, secondsSince)
            .Select(ago => new OffsetSample(VerdictCase.Now.AddSeconds(-ago), 5000 - (10 * ago)))
            .Reverse();

        var standing = QueueStanding.Of(queue.Group, queue.Queue, arrived, [before, .. since]);

        (standing.ProduceRate, standing.ConsumeRate, standing.EtaSeconds).ShouldBe((1, consumed, eta));
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

    public static TheoryData<string, QueueMotion, double?> BesideOneThatDrains => new()
    {
        { "drained", new(0, 1, 1, EtaSeconds: 0, Verdict: QueueVerdict.Fine), 7 },
        { "fine, a few messages", new(99, 1, 1, TimeLagMs: 10_000, Verdict: QueueVerdict.Fine), 7 },
        { "fine, does not shrink", new(100, 1, 1, TimeLagMs: 10, Verdict: QueueVerdict.Fine), null },
        { "reset to the last few", new(3, 1, 1, TimeLagMs: 10, Verdict: QueueVerdict.Reset), 7 },
        { "a few, too new to tell", new(3, null, null, TimeLagMs: 10), 7 },
        { "a few that wait for long", new(3, 0, 0, TimeLagMs: 10_001), null },
        { "behind", new(500, 2, 1, TimeLagMs: 10, Verdict: QueueVerdict.Behind), null },
        { "a few, stalled", new(3, 0, 0, Verdict: QueueVerdict.Stalled), null },
        { "a few, stopped", new(3, 0, 0, Verdict: QueueVerdict.Stopped), null },
        { "a few, went back", new(3, 0, 0, Verdict: QueueVerdict.WentBack), null },
        { "went back and drains", new(300, 0, 10, EtaSeconds: 30, Verdict: QueueVerdict.WentBack), 30 },
        { "no offset", new(null, 1, null), 7 },
    };

    [Theory]
    [MemberData(nameof(BesideOneThatDrains))]
    public void WorstEtaSeconds_QueueBesideOneThatDrains_IsNoneWhenItIsStuck(string because, QueueMotion queue, double? eta) =>
        QueueTimes.WorstEtaSeconds([new(500, 1, 2, EtaSeconds: 7, Verdict: QueueVerdict.Fine), queue]).ShouldBe(eta, because);

    [Fact]
    public void WorstEtaSeconds_OnlyFineQueuesWithAFewMessages_IsThatOfThoseThatHaveOne()
    {
        QueueMotion few = new(5, 1, 1, TimeLagMs: 10, Verdict: QueueVerdict.Fine);

        QueueTimes.WorstEtaSeconds([few, few]).ShouldBeNull();
        QueueTimes.WorstEtaSeconds([few, few, few with { Lag = 200, EtaSeconds = 2 }]).ShouldBe(2);
    }

    [Theory]
    [InlineData(1, 20.0)]
    [InlineData(0, null)]
    public void Standing_ConsumedUntilNow_HasAnEtaOnlyWhileSomebodyIsThere(int members, double? eta)
    {
        var queue = new VerdictCase { Members = members, Samples = [(10, 500, 1500), (0, 1000, 1000)] };

        QueueStanding.Of(queue.Group, queue.Queue, [new(VerdictCase.Now.AddSeconds(-5), 2000), new(VerdictCase.Now, 2000)], queue.Consumed)
            .EtaSeconds.ShouldBe(eta);
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
