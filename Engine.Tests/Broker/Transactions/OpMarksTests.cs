using System.Text;
using Engine.Broker.Transactions;
using Engine.Protocol.Messages;

namespace Engine.Tests.Broker.Transactions;

public sealed class OpMarksTests
{
    [Theory]
    [InlineData(0, 10)]
    [InlineData(3, 10)]
    [InlineData(4, 11)]
    [InlineData(5, 11)]
    [InlineData(9, 14)]
    public void NextOffset_KeepsTheFirstMarkThatIsStillNeededAndAllBehindIt(long halfOffset, long expected)
    {
        var marks = new OpMarks(2, 9);
        marks.Add(11, [3]);
        marks.Add(12, [1, 8]);
        marks.Add(13, []);
        marks.Add(14, [2]);

        marks.NextOffset(10, halfOffset).ShouldBe(expected);
    }

    [Fact]
    public void NextOffset_NoMarks_StaysWhereItIs() => new OpMarks(0, 0).NextOffset(7, 100).ShouldBe(7);

    [Fact]
    public void IsDone_MarkedOnes_BeforeTheRoundAndInIt()
    {
        const long start = 1_000_000_000_000;
        var marks = new OpMarks(start, start + 200);
        long[] marked = [3, start - 1, start, start + 63, start + 64, start + 199];

        marks.Add(1, marked);
        marks.Add(2, [start + 200, long.MaxValue]);

        marked.ShouldAllBe(offset => marks.IsDone(offset));
        new[] { 4, start + 1, start + 62, start + 65, start + 198, start + 200, long.MaxValue }
            .ShouldAllBe(offset => !marks.IsDone(offset), "not marked, or not this round's business");
    }

    [Fact]
    public void NextOffset_MorePiecesThanAreKept_GoesOnInLargerStepsAndNeverTooFar()
    {
        var marks = new OpMarks(0, 100_000);
        for (var piece = 0; piece < 50_000; piece++)
            marks.Add(piece + 1, [piece]);

        var reached = marks.NextOffset(0, 30_000);

        reached.ShouldBeInRange(29_900, 30_000);
        marks.NextOffset(0, 50_000).ShouldBe(50_000);
    }

    [Fact]
    public void CheckRound_TheQueueIsLongerThanOneRound_EndsAtItsLimit()
    {
        new CheckRound(0, 10, 12).End.ShouldBe(12);
        new CheckRound(0, 10, 10L + CheckRound.MostHalves + 5).End.ShouldBe(10L + CheckRound.MostHalves);
    }

    [Theory]
    [InlineData("5", "d", new long[] { 5 })]
    [InlineData("5,17, 3", "d", new long[] { 5, 17, 3 })]
    [InlineData("5,x,", "d", new long[] { 5 })]
    [InlineData("", "d", new long[0])]
    [InlineData("5", "e", new long[0])]
    [InlineData("5", null, new long[0])]
    public void Read_Record(string body, string? tag, long[] expected)
    {
        var record = new MessageExt
        {
            Topic = TopicNames.TransactionOp,
            Body = Encoding.UTF8.GetBytes(body),
            Properties = tag is null ? [] : new Dictionary<string, string> { ["TAGS"] = tag },
        };

        OpRecord.Read(record).ShouldBe(expected);
    }

    [Fact]
    public void Begin_Transaction_IsEndedByOneRequestAtATime()
    {
        var ended = new EndedTransactions();

        ended.Begin(1).ShouldBe(TransactionState.Open);
        ended.Begin(1).ShouldBe(TransactionState.Ending);
        ended.Undo(1);
        ended.Begin(1).ShouldBe(TransactionState.Open, "the first one did not end it");
        ended.Finish(1);
        ended.Begin(1).ShouldBe(TransactionState.Ended);
    }

    [Fact]
    public void Finish_ManyTransactions_TheNewestAreKnown()
    {
        var ended = new EndedTransactions(2);
        foreach (var offset in new[] { 1L, 2, 3 })
        {
            ended.Begin(offset);
            ended.Finish(offset);
        }

        ended.Begin(2).ShouldBe(TransactionState.Ended);
        ended.Begin(3).ShouldBe(TransactionState.Ended);
        ended.Begin(1).ShouldBe(TransactionState.Open, "it was forgotten for newer ones");
    }
}
