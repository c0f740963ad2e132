using Engine.Admin.Statistics;
using Engine.Protocol.Bodies;

namespace Engine.Tests.Admin.Statistics;

/// <summary>One row per value, per border and per precedence of the verdict.</summary>
[Trait("Behaviour", "H1")]
public sealed class QueueVerdictRuleTests
{
    private static readonly (double, long?, long?)[] Still60 = [(60, 1000, 1000), (30, 1000, 1000), (0, 1000, 1000)];
    private static readonly (double, long?, long?)[] WentBack = [(40, 5000, 100), (20, 1000, 900), (0, 1000, 1000)];
    private static readonly (double, long?, long?)[] Growing = [(40, 100, 500), (25, 600, 700), (15, 900, 900), (0, 1000, 1000)];
    private static readonly (double, long?, long?)[] Shrinking = [(40, 100, 3000), (25, 600, 2000), (15, 900, 1200), (0, 1000, 1000)];

    // 1,000 a second arrive; 1,030 are consumed, so that the lag is gone in 273 s.
    private static readonly VerdictCase CatchesUpSlowly =
        With([(60, 0, 10_000), (30, 30_900, 9100), (0, 61_800, 8200)]) with
        {
            Consumer = 61_800,
            Broker = 70_000,
            TimeLag = 11,
            ProduceRate = 1000,
        };

    private static readonly VerdictCase GivenUp = With(Still60) with { Owner = null, Subscribed = ["payments", "%RETRY%billing"] };

    public static TheoryData<string, object, QueueVerdict> Unknowns => new()
    {
        { "never committed", new VerdictCase { Consumer = null }, QueueVerdict.Unknown },
        { "never committed, nobody there", new VerdictCase { Consumer = null, Members = 0 }, QueueVerdict.Unknown },
        { "broadcasting", new VerdictCase { Consumer = null, Model = MessageModel.Broadcasting }, QueueVerdict.Unknown },
        { "consumer beyond the broker", new VerdictCase { Consumer = 2001 }, QueueVerdict.Unknown },
        { "no sample yet", new VerdictCase(), QueueVerdict.Unknown },
        { "seen for less than 10 s", With([(9.999, 900, 500), (0, 1000, 1000)]), QueueVerdict.Unknown },
        { "unmoved, but not seen through the window", With([(59.999, 1000, 1000), (0, 1000, 1000)]), QueueVerdict.Unknown },
        { "samples before an unknown one do not count", With([(70, 1000, 1000), (30, null, null), (5, 1000, 1000)]), QueueVerdict.Unknown },
    };

    public static TheoryData<string, object, QueueVerdict> Fines => new()
    {
        { "nothing behind", new VerdictCase { Consumer = 2000 }, QueueVerdict.Fine },
        {
            "quiet topic, nobody there",
            new VerdictCase { Consumer = 0, Broker = 0, Members = 0, SwitchedOffOn = ["broker-a"] },
            QueueVerdict.Fine
        },
        { "was drained 60 s ago", With([(60, 1000, 0), (30, 1000, 500), (0, 1000, 1000)]), QueueVerdict.Fine },
        { "was drained, nobody there", With([(30, 1000, 0), (0, 1000, 1000)]) with { Members = 0 }, QueueVerdict.Fine },
        { "drained after it went back", With([(40, 5000, 10), (30, 1000, 0), (0, 1000, 1000)]), QueueVerdict.Fine },
        { "drained after a reset", With([(30, 1000, 0), (0, 1000, 1000)]) with { ResetAgo = 40 }, QueueVerdict.Fine },
        { "lag 99, 10 s old, nobody there", new VerdictCase { Consumer = 1901, Members = 0, TimeLag = 10 }, QueueVerdict.Fine },
        { "lag 99 of unknown age", new VerdictCase { Consumer = 1901, Members = 0, TimeLag = null }, QueueVerdict.Fine },
        { "catching up", With(Shrinking), QueueVerdict.Fine },
        { "far behind, catching up", With(Shrinking) with { TimeLag = 600 }, QueueVerdict.Fine },
        { "far behind, wins less in half a window than arrives in 1 s", CatchesUpSlowly, QueueVerdict.Fine },
        { "keeps pace with a commit's step of difference", With([(20, 900, 990), (9, 950, 1000), (0, 1000, 1000)]), QueueVerdict.Fine },
    };

    public static TheoryData<string, object, QueueVerdict> Warnings => new()
    {
        { "lag 99, over 10 s old, nobody there", new VerdictCase { Consumer = 1901, Members = 0, TimeLag = 10.001 }, QueueVerdict.Stopped },
        { "lag 100, nobody there", new VerdictCase { Consumer = 1900, Members = 0 }, QueueVerdict.Stopped },
        { "switched off", With(Growing) with { SwitchedOffOn = ["broker-a"] }, QueueVerdict.Stopped },
        { "drained longer than 60 s ago", With([(60.001, 1000, 0), (0, 1000, 1000)]) with { Members = 0 }, QueueVerdict.Stopped },
        { "unmoved for 60 s", With(Still60), QueueVerdict.Stalled },
        { "unmoved, though the broker gained nothing", With(Still60) with { ProduceRate = 0 }, QueueVerdict.Stalled },
        { "moved 60 s ago", With([(61, 999, 1001), .. Still60]), QueueVerdict.Stalled },
        { "moved within the window, lag grows", With([(40, 999, 500), (20, 1000, 800), (0, 1000, 1000)]), QueueVerdict.Behind },
        { "lag grows", With(Growing), QueueVerdict.Behind },
        { "seen for 10 s", With([(10, 900, 500), (0, 1000, 1000)]), QueueVerdict.Behind },
        { "grows by more than what arrives in 1 s", With([(20, 900, 989), (9, 950, 1000), (0, 1000, 1000)]), QueueVerdict.Behind },
        { "far behind, keeps pace", With([(20, 900, 1000), (9, 950, 1000), (0, 1000, 995)]) with { TimeLag = 11 }, QueueVerdict.Behind },
        {
            "far behind, wins a little and consumes no faster than arrives",
            CatchesUpSlowly with { ProduceRate = 1030 },
            QueueVerdict.Behind
        },
        {
            "far behind, arrivals unknown",
            With([(20, 900, 1000), (0, 1000, 1000)]) with { TimeLag = 11, ProduceRate = null },
            QueueVerdict.Behind
        },
        {
            "far behind, consumes faster and wins nothing yet",
            CatchesUpSlowly with { Samples = [(60, 0, 9100), (30, 30_900, 9100), (0, 61_800, 9100)] },
            QueueVerdict.Behind
        },
        { "switched off on its own broker", With(Still60) with { SwitchedOffOn = ["broker-b", "broker-a"] }, QueueVerdict.Stopped },
        { "switched off on another broker", With(Still60) with { SwitchedOffOn = ["broker-b"] }, QueueVerdict.Stalled },
        { "topic given up", GivenUp, QueueVerdict.Stopped },
        { "topic given up by its owner", GivenUp with { Owner = "c1", PulledAgo = 60.001 }, QueueVerdict.Stopped },
        { "pulled without a subscription", GivenUp with { Owner = "c1", PulledAgo = 60 }, QueueVerdict.Stalled },
        { "no subscription is known", GivenUp with { Subscribed = [] }, QueueVerdict.Stalled },
        { "went back", With(WentBack), QueueVerdict.WentBack },
        { "went back after it was drained", With([(40, 5000, 0), (0, 1000, 1000)]), QueueVerdict.WentBack },
        { "went back 60 s ago", With([(61, 5000, 100), (60, 1000, 1000), (0, 1000, 1000)]), QueueVerdict.WentBack },
        { "went back longer ago", With([(62, 5000, 100), (60.001, 1000, 1000), (0, 1000, 1000)]), QueueVerdict.Stalled },
    };

    public static TheoryData<string, object, QueueVerdict> Orders => new()
    {
        { "went back before stopped", With(WentBack) with { Members = 0 }, QueueVerdict.WentBack },
        { "stopped before stalled", With(Still60) with { Members = 0 }, QueueVerdict.Stopped },
        { "stalled before behind", With([(60, 1000, 500), (30, 1000, 800), (0, 1000, 1000)]), QueueVerdict.Stalled },
        { "a reset is no going back", With(WentBack) with { ResetAgo = 20 }, QueueVerdict.Reset },
        { "a going back after the reset is one still", With(WentBack) with { ResetAgo = 61 }, QueueVerdict.WentBack },
        { "reset 60 s ago, nobody there", With(Still60) with { ResetAgo = 60, Members = 0 }, QueueVerdict.Reset },
        { "reset longer ago, nobody there", With(Still60) with { ResetAgo = 60.001, Members = 0 }, QueueVerdict.Stopped },
        { "reset, few left", new VerdictCase { Consumer = 1990, ResetAgo = 5 }, QueueVerdict.Reset },
        { "reset to the end", new VerdictCase { Consumer = 2000, ResetAgo = 5 }, QueueVerdict.Fine },
        { "drained only before the reset", With([(30, 2000, 0), (5, 1000, 1000)]) with { ResetAgo = 5.5 }, QueueVerdict.Reset },
        { "drained in the reset's millisecond", With([(5, 2000, 0), (4, 1000, 1000)]) with { ResetAgo = 5.0005 }, QueueVerdict.Reset },
        {
            "no lag before everything",
            With(WentBack) with { Consumer = 2000, Members = 0, SwitchedOffOn = ["broker-a"] },
            QueueVerdict.Fine
        },
    };

    [Theory]
    [MemberData(nameof(Unknowns))]
    [MemberData(nameof(Fines))]
    [MemberData(nameof(Warnings))]
    [MemberData(nameof(Orders))]
    public void Decide_Samples_GivesTheVerdict(string because, object given, QueueVerdict verdict)
    {
        var reason = ((VerdictCase)given).Decide();

        reason.Verdict.ShouldBe(verdict, $"{because}: {reason.Text}");
        reason.Text.ShouldEndWith(".");
    }

    [Fact]
    public void Decide_LittleLag_DoesNotLookAtTheSamples() =>
        QueueVerdictRule.Decide(
                new VerdictCase().Group, new VerdictCase { Consumer = 1950 }.Queue, new Untouchable(), produceRate: 10)
            .Verdict.ShouldBe(QueueVerdict.Fine);

    [Fact]
    public void Standing_CatchesUpSlowly_HasAnEtaAndNoVerdictThatDeniesIt()
    {
        OffsetSample[] arrived = [new(VerdictCase.Now.AddSeconds(-10), 60_000), new(VerdictCase.Now, 70_000)];

        var standing = QueueStanding.Of(CatchesUpSlowly.Group, CatchesUpSlowly.Queue, arrived, CatchesUpSlowly.Consumed);

        standing.EtaSeconds.ShouldNotBeNull().ShouldBe(273, tolerance: 1);
        standing.Reason.ShouldBe(new VerdictReason(QueueVerdict.Fine, new VerdictEvidence(VerdictKind.KeepsPace)));
    }

    [Fact]
    public void Worst_Verdicts_GoesByGravityAndLeavesUnknownOut()
    {
        QueueVerdicts.Worst([]).ShouldBeNull();
        QueueVerdicts.Worst([QueueVerdict.Unknown, QueueVerdict.Unknown]).ShouldBe(QueueVerdict.Unknown);
        QueueVerdict[] all =
        [
            QueueVerdict.Stalled, QueueVerdict.Stopped, QueueVerdict.WentBack, QueueVerdict.Behind, QueueVerdict.Reset,
            QueueVerdict.Fine, QueueVerdict.Unknown,
        ];
        for (var worst = 0; worst < all.Length; worst++)
        {
            QueueVerdicts.Worst([.. all[worst..].Reverse()]).ShouldBe(all[worst]);
        }
    }

    private static VerdictCase With(IReadOnlyList<(double, long?, long?)> samples) => new() { Samples = samples };

    private sealed class Untouchable : List<OffsetSample>, IReadOnlyList<OffsetSample>
    {
        OffsetSample IReadOnlyList<OffsetSample>.this[int index] => throw new InvalidOperationException("The samples were looked at.");

        int IReadOnlyCollection<OffsetSample>.Count => throw new InvalidOperationException("The samples were looked at.");
    }
}
