using Engine.Client.Consuming.Processing;
using Engine.Tests.Time;
using FsCheck;
using FsCheck.Fluent;

namespace Engine.Tests.Client.Consuming.Processing;

/// <summary>What orderly consumption does with a process queue.</summary>
[Trait("Behaviour", "D7")]
public sealed class ProcessQueueTurnTests
{
    private readonly ProcessQueue _queue = new(new FakeTimeProvider());

    [Fact]
    public void TryBeginTurn_NothingCached_HasNone() => _queue.TryBeginTurn().ShouldBeFalse();

    [Fact]
    public void TryBeginTurn_UnderWay_IsOneUntilNothingIsLeft()
    {
        _queue.Put(Records.Messages(5), 6);
        _queue.TryBeginTurn().ShouldBeTrue();
        _queue.TryBeginTurn().ShouldBeFalse();

        _queue.Take(9).Count.ShouldBe(1);
        _queue.TryBeginTurn().ShouldBeFalse("the turn goes on while its batch is consumed");
        _queue.Take(9).ShouldBeEmpty();
        _queue.TryBeginTurn().ShouldBeFalse("nothing is left to take");
        _queue.Put(Records.Messages(6), 7);

        _queue.TryBeginTurn().ShouldBeTrue();
    }

    [Fact]
    public void TryBeginTurn_Dropped_HasNone()
    {
        _queue.Put(Records.Messages(5), 6);
        _queue.Drop();

        _queue.TryBeginTurn().ShouldBeFalse();
    }

    [Fact]
    public void Take_InBatches_ComesInOrderAndStaysCached()
    {
        _queue.Put(Records.Messages(5, 6, 9), 10);

        Offsets(2).ShouldBe([5, 6]);
        Offsets(2).ShouldBe([9]);

        _queue.Load.Messages.ShouldBe(3);
        _queue.RemoveTaken().ShouldBe(10);
        _queue.Load.Messages.ShouldBe(0);
    }

    [Fact]
    public void RemoveTaken_SomeNotTaken_CommitsUpToThem()
    {
        _queue.Put(Records.Messages(5, 6, 9), 10);
        Offsets(1);

        _queue.RemoveTaken().ShouldBe(6);
        _queue.RemoveTaken().ShouldBeNull();
        Offsets(9).ShouldBe([6, 9]);
    }

    [Fact]
    public void PutBack_LastBatch_IsNextAgainAsItIsGiven()
    {
        _queue.Put(Records.Messages(5, 6, 7), 8);
        Offsets(1);
        var failed = _queue.Take(1);

        _queue.PutBack([failed[0] with { ReconsumeTimes = 3 }]);

        var again = _queue.Take(2);
        again.Select(message => message.QueueOffset).ShouldBe([6, 7]);
        again[0].ReconsumeTimes.ShouldBe(3);
        _queue.RemoveTaken().ShouldBe(8);
    }

    [Fact]
    public void RollBack_SeveralBatches_AllComeAgain()
    {
        _queue.Put(Records.Messages(5, 6, 7), 8);
        Offsets(1);
        Offsets(1);

        _queue.RollBack();

        Offsets(9).ShouldBe([5, 6, 7]);
    }

    [Fact]
    public void Take_AnySteps_KeepsTheOrderAndLosesNothing() =>
        Prop.ForAll(
            Gen.Choose(1, 4).ListOf(40).ToArbitrary(),
            steps =>
            {
                var queue = new ProcessQueue(new FakeTimeProvider());
                queue.Put(Records.Messages([.. Enumerable.Range(0, 12).Select(i => (long)i)]), 12);
                var done = new List<long>();
                foreach (var step in steps)
                {
                    var taken = queue.Take(step);
                    if (step == 4 && taken.Count > 0)
                    {
                        queue.PutBack(taken);
                        continue;
                    }

                    done.AddRange(taken.Select(message => message.QueueOffset));
                    queue.RemoveTaken();
                }

                done.ShouldBe(Enumerable.Range(0, done.Count).Select(i => (long)i));
                queue.Load.Messages.ShouldBe(12 - done.Count);
            }).QuickCheckThrowOnFailure();

    private long[] Offsets(int most) => [.. _queue.Take(most).Select(message => message.QueueOffset)];
}
