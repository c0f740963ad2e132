using Dashboard.Changes.Imports;
using Engine.Admin.Offsets;
using Engine.Protocol.Bodies;
using static Dashboard.Tests.Changes.Imports.ImportSamples;

namespace Dashboard.Tests.Changes.Imports;

public sealed class ImportPlannerTests
{
    [Theory]
    [InlineData(30, 20, 30, null)]
    [InlineData(10, 20, 10, null)]
    [InlineData(50, 20, 50, null)]
    [InlineData(9, 20, 10, "clamped: 9 is below the first stored offset, 10")]
    [InlineData(51, 20, 50, "clamped: 51 is beyond the queue's end, 50")]
    [InlineData(30, null, 30, "the group has no offset on this queue yet")]
    public void Plan_Offset_IsSetWithinWhatIsStored(long offset, int? now, long target, string? note)
    {
        var row = Plan(File(Offset(offset)), Group(online: false, now)).Rows.ShouldHaveSingleItem();

        row.ShouldBe(new ImportPlanRow("g", Queue(0), now, target, 50 - target, ImportStep.Set, row.Note) { First = 10 });
        row.Note?.Text.ShouldBe(note);
        (row.Note is null).ShouldBe(note is null);
        row.Delta.ShouldBe(target - now);
    }

    [Theory]
    [InlineData(false, ImportStep.Keep)]
    [InlineData(true, ImportStep.Set)]
    public void Plan_SameOffset_IsKeptOnlyWhereNobodyMayBeAheadOfIt(bool online, object step)
    {
        var plan = Plan(File(Offset(20)), Group(online, 20));

        plan.Rows.ShouldHaveSingleItem().Step.ShouldBe((ImportStep)step);
        plan.Online.Contains("g").ShouldBe(online);
    }

    [Fact]
    public void Plan_GroupThatNobodyKnows_IsToBeMade()
    {
        var plan = Plan(File(Offset(20, "new")), Group(online: false, 20));

        plan.Unknown.ShouldBe(["new"]);
        plan.Rows.ShouldHaveSingleItem().ShouldBe(
            new ImportPlanRow("new", Queue(0), null, 20, 30, ImportStep.Set, new ImportNote(ImportNoteKind.NewGroup)) { First = 10 });
    }

    [Fact]
    public void Plan_BroadcastingGroup_IsRefused()
    {
        var row = Plan(File(Offset(20)), Group(online: true, null, model: MessageModel.Broadcasting)).Rows.ShouldHaveSingleItem();

        (row.Step, row.Delta).ShouldBe((ImportStep.Refuse, null));
        row.Note.ShouldNotBeNull().Text.ShouldContain("kept by each client");
    }

    [Fact]
    public void Plan_SystemGroupAndMissingRetryTopic_AreKeptWithANote()
    {
        var plan = Plan(File(Offset(1, "CID_RMQ_SYS_TRANS", "RMQ_SYS_TRANS_HALF_TOPIC"), Offset(1, topic: "%RETRY%g")));

        plan.Rows.Select(row => row.Step).ShouldAllBe(step => step == ImportStep.Keep);
        plan.Rows[0].Note.ShouldNotBeNull().Text.ShouldContain("RocketMQ's own");
        plan.Rows[1].Note.ShouldNotBeNull().Text.ShouldContain("retry topic");
        plan.Unknown.ShouldBeEmpty();
    }

    [Fact]
    public void Plan_TopicOrQueueThatTheBrokerDoesNotHave_IsNamedWithTheFix()
    {
        var file = File(Offset(1, topic: "gone"), Offset(2, topic: "gone", queueId: 1), Offset(3, queueId: 5), Offset(30));

        var problems = Should.Throw<OffsetFileException>(() => Plan(file, Group(online: false, 20))).Problems;

        problems.ShouldBe(
        [
            new("offsetTable.gone@g", "topic 'gone' does not exist on broker-a; create it there, or take the entry out of the file."),
            new(
                "offsetTable.orders@g.5",
                "topic 'orders' has the queues 0 to 1 on broker-a; give it more, or take the queue out of the file."),
        ]);
    }
}
