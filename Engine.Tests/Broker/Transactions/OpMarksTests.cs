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
        var marks = new OpMarks();
        marks.Add(10, [3]);
        marks.Add(11, [1, 8]);
        marks.Add(12, []);
        marks.Add(13, [2]);

        marks.NextOffset(10, halfOffset).ShouldBe(expected);
        new[] { 1L, 2, 3, 8 }.ShouldAllBe(offset => marks.IsDone(offset));
        marks.IsDone(4).ShouldBeFalse();
    }

    [Fact]
    public void NextOffset_NoMarks_StaysWhereItIs() => new OpMarks().NextOffset(7, 100).ShouldBe(7);

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
    public void TryAdd_EndedTransactions_KnowsTheNewestOnes()
    {
        var ended = new EndedTransactions(2);

        ended.TryAdd(1).ShouldBeTrue();
        ended.TryAdd(1).ShouldBeFalse();
        ended.TryAdd(2).ShouldBeTrue();
        ended.TryAdd(3).ShouldBeTrue();
        ended.TryAdd(1).ShouldBeTrue("it was forgotten for newer ones");
        ended.Remove(3);
        ended.TryAdd(3).ShouldBeTrue();
    }
}
