using Dashboard.Changes.Resets;

namespace Dashboard.Tests.Changes.Resets;

public sealed class ResetDriftTests
{
    private static readonly ResetPlanRow Row = new(Samples.Queue(0), 20, 5, -15, 25, null);

    [Theory]
    [InlineData(true, 20L, false)]
    [InlineData(true, 25L, false)]
    [InlineData(true, 19L, true)]
    [InlineData(true, null, true)]
    [InlineData(false, 20L, false)]
    [InlineData(false, 25L, true)]
    [InlineData(false, 19L, true)]
    public void Find_OffsetMoved_DriftsOnlyBackOrOffline(bool online, long? offset, bool drifted)
    {
        var now = Samples.Group(online, Samples.Figures(0, 0, 30, offset));

        var found = ResetDrift.Find(Samples.Plan(online, ResetMode.Offset, Row), now, _ => false);

        (found.Count > 0).ShouldBe(drifted);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Find_MembersCameOrWent_Drifts(bool online)
    {
        var now = Samples.Group(!online, Samples.Figures(0, 0, 30, 20));

        ResetDrift.Find(Samples.Plan(online, ResetMode.Offset, Row), now, _ => false).ShouldHaveSingleItem().Text.ShouldContain("members");
    }

    [Theory]
    [InlineData(5, 30, false)]
    [InlineData(6, 30, true)]
    [InlineData(0, 5, false)]
    [InlineData(0, 4, true)]
    public void Find_TargetOutsideTheQueueNow_Drifts(long min, long max, bool drifted)
    {
        var now = Samples.Group(true, Samples.Figures(0, min, max, 20));

        (ResetDrift.Find(Samples.Plan(true, ResetMode.Offset, Row), now, _ => false).Count > 0).ShouldBe(drifted);
    }

    [Fact]
    public void Find_ResetSince_Drifts()
    {
        var now = Samples.Group(true, Samples.Figures(0, 0, 30, 20));

        ResetDrift.Find(Samples.Plan(true, ResetMode.Offset, Row), now, _ => true)
            .ShouldHaveSingleItem().Text.ShouldContain("was reset since");
    }

    [Theory]
    [InlineData(null, null, false)]
    [InlineData(-60, -60, false)]
    [InlineData(-60, null, false)]
    [InlineData(null, -60, true)]
    [InlineData(-60, 1, true)]
    public void Find_ResetForwardByATool_DriftsByTheBrokersOwnTimes(int? then, int? since, bool drifted)
    {
        var now = Samples.Group(true, Samples.Figures(0, 0, 30, 25) with { ResetAt = At(since) });

        var found = ResetDrift.Find(Samples.Plan(true, ResetMode.Offset, Row with { ResetAt = At(then) }), now, _ => false);

        found.Select(reason => reason.Text).ShouldBe(drifted ? ["orders broker-a Q0 was reset since"] : []);

        static DateTimeOffset? At(int? seconds) => seconds is { } some ? Samples.Now.AddSeconds(some) : null;
    }

    [Fact]
    public void Find_QueueGone_Drifts() =>
        ResetDrift.Find(Samples.Plan(true, ResetMode.Offset, Row), Samples.Group(true), _ => false)
            .ShouldHaveSingleItem().Text.ShouldContain("gone");
}
