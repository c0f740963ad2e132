using Dashboard.Changes.Imports;
using Engine.Admin.Statistics;
using static Dashboard.Tests.Changes.Imports.ImportSamples;

namespace Dashboard.Tests.Changes.Imports;

public sealed class ImportDriftTests
{
    [Theory]
    [InlineData(true, 20, false)]
    [InlineData(true, 25, false)]
    [InlineData(true, 19, true)]
    [InlineData(true, null, true)]
    [InlineData(false, 20, false)]
    [InlineData(false, 25, true)]
    [InlineData(false, 30, true)]
    [InlineData(false, 19, true)]
    public void Find_OffsetMoved_DriftsOnlyBackOrOffline(bool online, int? offset, bool drifted) =>
        (Find(Group(online, 20), Group(online, offset)).Count > 0).ShouldBe(drifted);

    [Theory]
    [InlineData(true, "group g has no members now, it had some")]
    [InlineData(false, "group g has members now, it had none")]
    public void Find_MembersCameOrWent_Drifts(bool online, string reason) =>
        Find(Group(online, 20), Group(!online, 20)).ShouldBe([reason]);

    [Fact]
    public void Find_GroupMadeOrGone_Drifts()
    {
        Find(null, Group(online: false, null)).ShouldBe(["group g was made meanwhile"]);
        Find(Group(online: false, null), null).ShouldBe(["group g is gone"]);
    }

    [Fact]
    public void Find_ResetSince_Drifts() =>
        Find(Group(online: true, 20), Group(online: true, 25), resetSince: true).ShouldBe(["orders broker-a Q0 of g was reset since"]);

    [Fact]
    public void Find_ResetForwardByATool_Drifts()
    {
        var reset = Group(online: true, 25);
        reset = reset with { Queues = [reset.Queues[0] with { ResetAt = Now }] };

        Find(Group(online: true, 20), reset).ShouldBe(["orders broker-a Q0 of g was reset since"]);
        Find(reset, reset).ShouldBeEmpty();
        Find(reset, Group(online: true, 25)).ShouldBeEmpty("a broker that was started anew does not know of it any more");
    }

    [Fact]
    public void Find_QueueLostMessages_DriftsAsTheTargetIsAnother()
    {
        var shown = Plan(File(Offset(30)), Group(online: true, 20));
        var now = shown with { Rows = [shown.Rows[0] with { Target = 40 }] };

        ImportDrift.Find(shown, now, _ => false).ShouldBe(["orders broker-a Q0 of g: the target was 30, it would be 40"]);
    }

    private static IReadOnlyList<string> Find(GroupFigures? then, GroupFigures? now, bool resetSince = false) =>
        ImportDrift.Find(PlanOf(then), PlanOf(now), _ => resetSince);

    private static ImportPlan PlanOf(GroupFigures? group) => Plan(File(Offset(30)), group is null ? [] : [group]);
}
