using Dashboard.Changes.Resets;
using Engine.Admin.Offsets;
using Engine.Admin.Statistics;
using Engine.Protocol;

namespace Dashboard.Tests.Changes.Resets;

public sealed class ResetPlannerTests
{
    [Theory]
    [InlineData(nameof(ResetMode.Earliest), null, 5, -15, 25)]
    [InlineData(nameof(ResetMode.Latest), null, 30, 10, 0)]
    [InlineData(nameof(ResetMode.Skip), null, 30, 10, 0)]
    [InlineData(nameof(ResetMode.Offset), 12L, 12, -8, 18)]
    [InlineData(nameof(ResetMode.Offset), 5L, 5, -15, 25)]
    [InlineData(nameof(ResetMode.Offset), 30L, 30, 10, 0)]
    public void Rows_EachMode_SaysTargetDeltaAndLagAfter(string mode, long? offset, long target, long delta, long lagAfter)
    {
        var rows = Rows(Samples.Request(Enum.Parse<ResetMode>(mode), offset), [Samples.Figures(0, 5, 30, 20)], ResetSources.None);

        rows.ShouldHaveSingleItem().ShouldBe(new ResetPlanRow(Samples.Queue(0), 20, target, delta, lagAfter, null) { First = 5 });
    }

    [Theory]
    [InlineData(4L, 5, "below the first stored offset")]
    [InlineData(31L, 30, "beyond the queue's end")]
    public void Rows_OffsetOutsideTheQueue_IsClampedAndSaysSo(long offset, long target, string note)
    {
        var row = Rows(Samples.Request(ResetMode.Offset, offset), [Samples.Figures(0, 5, 30, 20)], ResetSources.None)[0];

        row.Target.ShouldBe(target);
        row.Note.ShouldNotBeNull().Text.ShouldContain(note);
    }

    [Fact]
    public void Rows_TimeYoungerThanEveryMessage_GoesToLatestAndSaysSo()
    {
        var times = new Dictionary<MessageQueue, OffsetAtTime> { [Samples.Queue(0)] = new(30, false), [Samples.Queue(1)] = new(7, true) };

        var rows = Rows(
            Samples.Request(ResetMode.Time, at: Samples.Now),
            [Samples.Figures(0, 5, 30, 20), Samples.Figures(1, 5, 30, 20)],
            ResetSources.None with { AtTime = times });

        rows[0].Note?.Text.ShouldBe("no message at that time → latest");
        rows[0].Target.ShouldBe(30);
        rows[1].Note.ShouldBeNull();
        rows[1].Target.ShouldBe(7);
    }

    [Fact]
    public void Rows_NoOffsetYet_HasNoDelta()
    {
        var row = Rows(Samples.Request(ResetMode.Earliest), [Samples.Figures(0, 5, 30, null)], ResetSources.None)[0];

        row.Now.ShouldBeNull();
        row.Delta.ShouldBeNull();
        row.Note.ShouldNotBeNull().Text.ShouldContain("no offset");
    }

    [Fact]
    public void Rows_Skip_LeavesOutQueuesWithoutLag()
    {
        var rows = Rows(
            Samples.Request(ResetMode.Skip),
            [Samples.Figures(0, 0, 30, 30), Samples.Figures(1, 0, 30, null), Samples.Figures(2, 0, 30, 29)],
            ResetSources.None);

        rows.Select(row => row.Queue.QueueId).ShouldBe([2]);
    }

    [Theory]
    [InlineData(-5, 15, -5)]
    [InlineData(7, 27, 7)]
    [InlineData(-100, 5, -15)]
    [InlineData(100, 30, 10)]
    [InlineData(long.MaxValue, 30, 10)]
    [InlineData(long.MinValue, 5, -15)]
    public void Rows_Shift_GoesSoManyMessagesAndNoFurtherThanTheEnds(long by, long target, long delta)
    {
        var row = Rows(Samples.Request(ResetMode.Shift) with { By = by }, [Samples.Figures(0, 5, 30, 20)], ResetSources.None)[0];

        (row.Target, row.Delta).ShouldBe((target, delta));
        (row.Note is null).ShouldBe(delta == by);
    }

    [Fact]
    public void Plan_ShiftWithoutAnOffset_LeavesTheQueueOutAndSaysSo()
    {
        var (rows, leftOut) = ResetPlanner.Plan(
            Samples.Request(ResetMode.Shift) with { By = -5 }, [Samples.Figures(0, 5, 30, null)], ResetSources.None);

        rows.ShouldBeEmpty();
        leftOut.ShouldHaveSingleItem().Why.Kind.ShouldBe(ResetNoteKind.NoOffset);
    }

    [Fact]
    public void Plan_Copy_TakesTheOtherGroupsOffsetsAndLeavesOutWhereItHasNone()
    {
        var copied = new Dictionary<MessageQueue, long> { [Samples.Queue(0)] = 12, [Samples.Queue(2)] = 99 };

        var (rows, leftOut) = ResetPlanner.Plan(
            Samples.Request(ResetMode.Copy) with { FromGroup = "other" },
            [Samples.Figures(0, 5, 30, 20), Samples.Figures(1, 5, 30, 20), Samples.Figures(2, 5, 30, null)],
            ResetSources.None with { Copied = copied });

        rows.Select(row => (row.Queue.QueueId, row.Target)).ShouldBe([(0, 12L), (2, 30L)]);
        rows[1].Note.ShouldNotBeNull().Kind.ShouldBe(ResetNoteKind.BeyondEnd);
        leftOut.ShouldHaveSingleItem().ShouldBe(new ResetLeftOut(Samples.Queue(1), new ResetNote(ResetNoteKind.NoOffsetToCopy)));
    }

    private static IReadOnlyList<ResetPlanRow> Rows(ResetRequest request, IReadOnlyList<QueueFigures> queues, ResetSources sources) =>
        ResetPlanner.Plan(request, queues, sources).Rows;
}
