using Engine.Broker.Delays;
using Engine.Protocol.Messages;
using Engine.Store;
using Engine.Store.Log;

namespace Engine.Tests.Broker.Delays;

public sealed class DelayRewriteTests
{
    private readonly DelayRewrite _rewrite = new(new DelayLevels(StoreOptions.DefaultDelayLevels));

    [Theory]
    [InlineData("", 0)]
    [InlineData("TAGS\u0001a", 0)]
    [InlineData("DELAY\u00010", 0)]
    [InlineData("DELAY\u00013", 3)]
    [InlineData("DELAY\u0001-1", -1)]
    [InlineData("DELAY\u0001x", null)]
    [InlineData("DELAY\u000199999999999", null)]
    public void LevelOf_Properties(string properties, int? expected) => DelayRewrite.LevelOf(properties).ShouldBe(expected);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(18, 18)]
    [InlineData(19, 18)]
    [InlineData(int.MaxValue, 18)]
    public void Apply_Level_WaitsInItsQueueWithItsRealPlace(int asked, int level)
    {
        var message = Message($"TAGS\u0001a\u0002DELAY\u0001{asked}");

        var waiting = _rewrite.Apply(message);

        (waiting.Topic, waiting.QueueId).ShouldBe(("SCHEDULE_TOPIC_XXXX", level - 1));
        PropertyString.Parse(waiting.Properties).ShouldBe(
            new Dictionary<string, string> { ["TAGS"] = "a", ["DELAY"] = $"{level}", ["REAL_TOPIC"] = "T", ["REAL_QID"] = "5" },
            ignoreOrder: true);
        (waiting with { Topic = "T", QueueId = 5, Properties = message.Properties }).ShouldBe(message);
    }

    [Fact]
    public void Apply_WaitedBefore_NamesTheNewRealPlace()
    {
        var message = Message("DELAY\u00012\u0002REAL_TOPIC\u0001Old\u0002REAL_QID\u00019");

        var waiting = PropertyString.Parse(_rewrite.Apply(message).Properties);

        (waiting["REAL_TOPIC"], waiting["REAL_QID"]).ShouldBe(("T", "5"));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("DELAY\u00010", 0)]
    [InlineData("DELAY\u0001-3", 0)]
    [InlineData("DELAY\u0001x", 0)]
    [InlineData("DELAY\u00013", MessageSysFlags.TransactionPrepared)]
    [InlineData("DELAY\u00013", MessageSysFlags.TransactionRollback)]
    public void Apply_NothingToWaitFor_IsTheMessageItself(string properties, int sysFlag)
    {
        var message = Message(properties) with { SysFlag = sysFlag };

        _rewrite.Apply(message).ShouldBeSameAs(message);
    }

    [Fact]
    public void Apply_HalfMessage_DoesNotWaitYet()
    {
        var half = Message("DELAY\u00013") with { Topic = TopicNames.TransactionHalf };

        _rewrite.Apply(half).ShouldBeSameAs(half);
    }

    [Fact]
    public void Apply_CommittedTransaction_Waits() =>
        _rewrite.Apply(Message("DELAY\u00013") with { SysFlag = MessageSysFlags.TransactionCommit }).QueueId.ShouldBe(2);

    private static StoreMessage Message(string properties) =>
        new() { Topic = "T", QueueId = 5, Properties = properties, Body = "b"u8.ToArray(), BornTimestamp = 7, ReconsumeTimes = 2 };
}
