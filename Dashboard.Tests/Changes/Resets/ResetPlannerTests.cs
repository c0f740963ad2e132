using Dashboard.Changes.Resets;
using Engine.Admin.Offsets;
using Engine.Protocol;

namespace Dashboard.Tests.Changes.Resets;

public sealed class ResetPlannerTests
{
    private static readonly Dictionary<MessageQueue, OffsetAtTime> NoTimes = [];

    [Theory]
    [InlineData(nameof(ResetMode.Earliest), null, 5, -15, 25)]
    [InlineData(nameof(ResetMode.Latest), null, 30, 10, 0)]
    [InlineData(nameof(ResetMode.Skip), null, 30, 10, 0)]
    [InlineData(nameof(ResetMode.Offset), 12L, 12, -8, 18)]
    [InlineData(nameof(ResetMode.Offset), 5L, 5, -15, 25)]
    [InlineData(nameof(ResetMode.Offset), 30L, 30, 10, 0)]
    public void Rows_EachMode_SaysTargetDeltaAndLagAfter(string mode, long? offset, long target, long delta, long lagAfter)
    {
        var rows = ResetPlanner.Rows(Samples.Request(Enum.Parse<ResetMode>(mode), offset), [Samples.Figures(0, 5, 30, 20)], NoTimes);

        rows.ShouldHaveSingleItem().ShouldBe(new ResetPlanRow(Samples.Queue(0), 20, target, delta, lagAfter, null));
    }

    [Theory]
    [InlineData(4L, 5, "below the first stored offset")]
    [InlineData(31L, 30, "beyond the queue's end")]
    public void Rows_OffsetOutsideTheQueue_IsClampedAndSaysSo(long offset, long target, string note)
    {
        var row = ResetPlanner.Rows(Samples.Request(ResetMode.Offset, offset), [Samples.Figures(0, 5, 30, 20)], NoTimes)[0];

        row.Target.ShouldBe(target);
        row.Note.ShouldNotBeNull().ShouldContain(note);
    }

    [Fact]
    public void Rows_TimeYoungerThanEveryMessage_GoesToLatestAndSaysSo()
    {
        var times = new Dictionary<MessageQueue, OffsetAtTime> { [Samples.Queue(0)] = new(30, false), [Samples.Queue(1)] = new(7, true) };

        var rows = ResetPlanner.Rows(
            Samples.Request(ResetMode.Time, at: Samples.Now),
            [Samples.Figures(0, 5, 30, 20), Samples.Figures(1, 5, 30, 20)],
            times);

        rows[0].Note.ShouldBe("no message at that time → latest");
        rows[0].Target.ShouldBe(30);
        rows[1].Note.ShouldBeNull();
        rows[1].Target.ShouldBe(7);
    }

    [Fact]
    public void Rows_NoOffsetYet_HasNoDelta()
    {
        var row = ResetPlanner.Rows(Samples.Request(ResetMode.Earliest), [Samples.Figures(0, 5, 30, null)], NoTimes)[0];

        row.Now.ShouldBeNull();
        row.Delta.ShouldBeNull();
        row.Note.ShouldNotBeNull().ShouldContain("no offset");
    }

    [Fact]
    public void Rows_Skip_LeavesOutQueuesWithoutLag()
    {
        var rows = ResetPlanner.Rows(
            Samples.Request(ResetMode.Skip),
            [Samples.Figures(0, 0, 30, 30), Samples.Figures(1, 0, 30, null), Samples.Figures(2, 0, 30, 29)],
            NoTimes);

        rows.Select(row => row.Queue.QueueId).ShouldBe([2]);
    }
}
