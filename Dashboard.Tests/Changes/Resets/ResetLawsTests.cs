using Dashboard.Changes.Audit;
using Dashboard.Changes.Resets;
using Engine.Admin.Offsets;
using Engine.Admin.Statistics;
using Engine.Protocol;
using FsCheck;
using FsCheck.Fluent;

namespace Dashboard.Tests.Changes.Resets;

/// <summary>What holds for every reset, whatever the queues and the wish.</summary>
public sealed class ResetLawsTests
{
    private static readonly ResetMode[] Modes = Enum.GetValues<ResetMode>();

    [Fact]
    public void Plan_AnyWish_NeverLeavesWhatIsStored() => Prop.ForAll(Cases(), one =>
    {
        var (rows, leftOut) = one.Plan();

        (rows.Count + leftOut.Count).ShouldBe(one.Queues.Count, "every queue moves or is told why not");
        foreach (var row in rows)
        {
            var figures = one.Queues.Single(queue => queue.Queue == row.Queue);
            row.Target.ShouldBeInRange(figures.MinOffset, figures.BrokerOffset);
            row.LagAfter.ShouldBe(figures.BrokerOffset - row.Target);
            row.Delta.ShouldBe(row.Target - figures.ConsumerOffset);
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Undo_NothingMoved_IsTheIdentity() => Prop.ForAll(Cases(), one =>
    {
        var before = one.Queues.ToDictionary(queue => queue.Queue, queue => queue.ConsumerOffset);
        var offsets = new Dictionary<MessageQueue, long?>(before);
        var rows = new List<AuditRow>();
        foreach (var row in one.Plan().Rows)
        {
            rows.Add(new AuditRow(row.Queue.Topic, row.Queue.BrokerName, row.Queue.QueueId, offsets[row.Queue], row.Target, null));
            offsets[row.Queue] = row.Target;
        }

        IReadOnlyList<QueueFigures> now = [.. one.Queues.Select(queue => queue with { ConsumerOffset = offsets[queue.Queue] })];
        var steps = UndoPlanner.Steps(rows, now);
        foreach (var step in steps.Where(step => step.Target is not null))
        {
            offsets[step.Queue] = step.Target!.Offset;
        }

        foreach (var step in steps)
        {
            (step.Obstacle?.Kind == ResetNoteKind.NoOffsetBefore).ShouldBe(before[step.Queue] is null);
        }

        offsets.Where(queue => before[queue.Key] is not null).ToDictionary()
            .ShouldBe(before.Where(queue => queue.Value is not null).ToDictionary());
    }).QuickCheckThrowOnFailure();

    /// <summary>Offsets of a group lie within what is stored when the reset begins, or are none.</summary>
    private static Arbitrary<Case> Cases()
    {
        var queues =
            from start in Gen.OneOf(Gen.Choose(0, 1000).Select(number => (long)number), Gen.Constant(long.MaxValue - 5000))
            from length in Gen.Choose(0, 2000)
            from position in Gen.Choose(-200, 2000)
            let offset = position < 0 ? (long?)null : start + Math.Min(position, length)
            select (Min: start, Max: start + length, Offset: offset);
        var wishes = Gen.OneOf(
            Gen.Choose(-3000, 3000).Select(number => (long)number), Gen.Elements(long.MinValue, long.MaxValue, 0L, -1L, 1L));
        return (
            from mode in Gen.Elements(Modes)
            from wish in wishes
            from list in queues.ListOf()
            from searched in Gen.Choose(0, 2)
            select new Case(
                mode,
                wish,
                searched,
                [.. list.Select((queue, id) => Samples.Figures(id, queue.Min, queue.Max, queue.Offset))])).ToArbitrary();
    }

    private sealed record Case(ResetMode Mode, long Wish, int Searched, IReadOnlyList<QueueFigures> Queues)
    {
        public (IReadOnlyList<ResetPlanRow> Rows, IReadOnlyList<ResetLeftOut> LeftOut) Plan()
        {
            var request = Samples.Request(Mode, offset: Math.Max(0, Wish)) with { By = Wish };
            var times = Queues.ToDictionary(queue => queue.Queue, queue => new OffsetAtTime(Math.Max(0, Wish), Searched > 0));
            var copied = Queues.Where(queue => (queue.Queue.QueueId + Searched) % 3 != 0)
                .ToDictionary(queue => queue.Queue, _ => Math.Max(0, Wish));
            return ResetPlanner.Plan(request, Queues, new ResetSources(times, copied));
        }
    }
}
