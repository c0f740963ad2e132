using Dashboard.Changes.Audit;
using Dashboard.Changes.Resets;

namespace Dashboard.Tests.Changes.Resets;

public sealed class UndoGuardTests
{
    private static readonly AuditRow Moved = new("orders", "broker-a", 0, 20, 5, null);
    private static readonly AuditRow MovedToo = Moved with { QueueId = 1 };

    [Fact]
    public void Refusal_NothingSince_Allows() => Guard().Refusal().ShouldBeNull();

    [Theory]
    [InlineData("offsets.reset", "g", "done", true)]
    [InlineData("offsets.reset", "g", "partly done", true)]
    [InlineData("offsets.reset", "g", null, true)]
    [InlineData("offsets.reset", "other", "done", false)]
    [InlineData("offsets.reset", "g", "failed", true)]
    [InlineData("offsets.reset", "g", "refused", false)]
    [InlineData("offsets.undo", "g", null, true)]
    [InlineData("offsets.undo", "g", "failed", true)]
    [InlineData("offsets.import", "broker-a", null, true)]
    [InlineData("offsets.import", "broker-a", "failed", true)]
    [InlineData("offsets.import", "broker-a", "refused", false)]
    [InlineData("offsets.import", "broker-b", null, false)]
    [InlineData("group.delete", "g", "done", true)]
    [InlineData("group.delete", "g", null, true)]
    [InlineData("group.delete", "g", "failed", true)]
    [InlineData("group.delete", "g", "refused", false)]
    [InlineData("group.delete", "other", "done", false)]
    [InlineData("topic.delete", "orders", "done", true)]
    [InlineData("topic.delete", "orders", null, true)]
    [InlineData("topic.delete", "orders", "failed", true)]
    [InlineData("topic.delete", "orders", "refused", false)]
    [InlineData("topic.delete", "payments", "done", false)]
    [InlineData("message.send", "orders", "done", false)]
    public void Refusal_AnEntrySince_RefusesWhatTouchedTheQueues(string action, string subject, string? outcome, bool isRefused)
    {
        var guard = Guard();

        guard.Take(Entry(2, action, subject, outcome, outcome is "done" or "partly done" ? [Moved] : []));

        (guard.Refusal() is not null).ShouldBe(isRefused);
    }

    [Fact]
    public void Refusal_ResetOfOtherQueuesSince_Allows()
    {
        var guard = Guard();

        var failed = Moved with { Error = "broker gone", After = null };
        guard.Take(Entry(2, "offsets.reset", "g", "done", [Moved with { QueueId = 7 }, failed]));

        guard.Refusal().ShouldBeNull();
    }

    [Theory]
    [InlineData("g", true)]
    [InlineData("other", false)]
    public void Refusal_ImportSince_CountsWhatItSetOfTheGroup(string group, bool isRefused)
    {
        var guard = Guard();

        guard.Take(Entry(2, "offsets.import", "broker-a", "done", [Moved with { Group = group }]));

        (guard.Refusal() is not null).ShouldBe(isRefused);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("failed")]
    public void Refusal_EndIsUnknown_SaysSoAndOffersNoUndoOfIt(string? outcome)
    {
        var guard = Guard();

        guard.Take(Entry(2, "offsets.reset", "g", outcome, []));

        guard.Refusal().ShouldNotBeNull().Text.ShouldBe(
            "#2 may have touched orders broker-a Q0 and 1 more since, as it is not known how it ended; reset to the offsets that you want");
    }

    [Fact]
    public void Refusal_ImportWhoseEndAtTheGroupIsUnknown_CountsAsSet()
    {
        var guard = Guard();

        guard.Take(Entry(2, "offsets.import", "broker-a", "partly done", [Moved with { Group = "g", Error = "not known" }]));

        guard.Refusal().ShouldNotBeNull().Text.ShouldContain("#2 touched orders broker-a Q0");
    }

    [Fact]
    public void Refusal_ImportThatFailedAtTheQueue_Allows()
    {
        var guard = Guard();

        guard.Take(Entry(2, "offsets.import", "broker-a", "failed", [Moved with { Group = "g", Error = "broker gone", After = null }]));

        guard.Refusal().ShouldBeNull();
    }

    [Fact]
    public void Refusal_UndoneAlready_SaysByWhat()
    {
        var guard = Guard();

        guard.Take(Undo(2, undone: 1, [Moved, MovedToo]));

        guard.Refusal().ShouldNotBeNull().Text.ShouldBe("#2 undid it already");
    }

    [Fact]
    public void Refusal_UndonePartly_AllowsTheRest()
    {
        var guard = Guard();

        guard.Take(Undo(2, undone: 1, [Moved, MovedToo with { Error = "broker gone", After = null }]));

        guard.Refusal().ShouldBeNull();
        guard.IsRestored(UndoPlanner.QueueOf(Moved)).ShouldBeTrue();
        guard.IsRestored(UndoPlanner.QueueOf(MovedToo)).ShouldBeFalse();
    }

    [Fact]
    public void Refusal_AnotherResetThatWasUndoneItself_Allows()
    {
        var guard = Guard();

        guard.Take(Entry(2, "offsets.reset", "g", "done", [Moved]));
        guard.Refusal().ShouldNotBeNull().Text.ShouldContain("#2 touched orders broker-a Q0");
        guard.Take(Undo(3, undone: 2, [Moved]));

        guard.Refusal().ShouldBeNull();
    }

    [Fact]
    public void Refusal_UndoneAndThatUndone_RefusesAsTouched()
    {
        var guard = Guard();

        guard.Take(Undo(2, undone: 1, [Moved, MovedToo]));
        guard.Take(Undo(3, undone: 2, [Moved, MovedToo]));

        guard.Refusal().ShouldNotBeNull().Text.ShouldContain("#3 touched");
    }

    [Fact]
    public void Refusal_ResetThatChangedNothing_HasNothingToUndo() =>
        new UndoGuard(Entry(1, "offsets.reset", "g", "failed", [Moved with { Error = "broker gone", After = null }]))
            .Refusal().ShouldNotBeNull().Text.ShouldContain("nothing to undo");

    [Fact]
    public void Steps_QueueThatExpiredOrIsGone_GoesToTheNearestOrFails()
    {
        var steps = UndoPlanner.Steps(
            [Moved, MovedToo, Moved with { QueueId = 2, Before = 5 }],
            [Samples.Figures(0, 25, 90, 30), Samples.Figures(2, 0, 90, 5)]);

        steps[0].Target!.Offset.ShouldBe(25);
        steps[0].Note!.Kind.ShouldBe(ResetNoteKind.BelowStart);
        steps[1].Obstacle.ShouldNotBeNull().Kind.ShouldBe(ResetNoteKind.QueueGone);
        steps[2].Target.ShouldBeNull("it had not been moved");
        steps[2].Obstacle.ShouldBeNull();
    }

    private static UndoGuard Guard() => new(Entry(1, "offsets.reset", "g", "done", [Moved, MovedToo]));

    private static AuditRecord Undo(long id, long undone, IReadOnlyList<AuditRow> rows) =>
        Entry(id, "offsets.undo", "g", "done", rows) with { Request = $"{{\"resetId\":\"{undone}\"}}" };

    private static AuditRecord Entry(long id, string action, string subject, string? outcome, IReadOnlyList<AuditRow> rows) => new(
        id, Samples.Now, "local", "api", "embedded", action, subject, null, "{}", outcome, null, rows);
}
