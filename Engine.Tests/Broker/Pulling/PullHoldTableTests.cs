using Engine.Broker.Pulling;
using Engine.Protocol.Filters;
using Engine.Protocol.Messages;
using Engine.Store;

namespace Engine.Tests.Broker.Pulling;

public sealed class PullHoldTableTests
{
    private static readonly TagFilter OnlyTagA = TagFilter.For(TagExpression.Parse("T", "TagA")!)!;

    private const long PassingOffset = 7;

    private readonly PullHoldTable _table = new(2, (_, _, offset, _) => offset == PassingOffset);

    [Theory]
    [InlineData("T", 0, 6, "TagA", true)]
    [InlineData("T", 0, 5, "TagA", false)]
    [InlineData("T", 0, 6, "TagB", false)]
    [InlineData("T", 0, 6, "", false)]
    [InlineData("T", 1, 6, "TagA", false)]
    [InlineData("U", 0, 6, "TagA", false)]
    public void Arrived_OnlyAWantedMessageBehindTheOffset_Wakes(string topic, int queueId, long newMax, string tag, bool woken)
    {
        var held = Hold(offset: 5, OnlyTagA);

        _table.Arrived(topic, queueId, newMax, TagCode.Of(tag));

        held.Woken.IsCompleted.ShouldBe(woken);
    }

    [Theory]
    [InlineData(7, false)]
    [InlineData(8, true)]
    public void Arrived_FilterByProperties_WakesOnlyForARecordThatPasses(long newMax, bool woken)
    {
        SqlFilter.TryParse("a = 1", out var filter, out _).ShouldBeTrue();
        var held = Hold(offset: 5, new PropertyFilter(filter));

        _table.Arrived("T", 0, newMax, 0);

        held.Woken.IsCompleted.ShouldBe(woken);
    }

    [Theory]
    [InlineData("G", "T", 0, true)]
    [InlineData("H", "T", 0, false)]
    [InlineData("G", "T", 1, false)]
    public void WakeGroup_OnlyThatGroupOnThatQueue_Wakes(string group, string topic, int queueId, bool woken)
    {
        var held = Hold(offset: 5);

        _table.WakeGroup(group, topic, queueId);

        held.Woken.IsCompleted.ShouldBe(woken);
    }

    [Fact]
    public void TryHold_Full_IsRefusedAndCountedUntilOneIsReleased()
    {
        var first = Hold(0);
        Hold(0);

        _table.TryHold(New(0)).ShouldBeFalse();
        (_table.Count, _table.Refused).ShouldBe((2, 1L));
        _table.Release(first);
        _table.Release(first);

        _table.Count.ShouldBe(1);
        _table.TryHold(New(0)).ShouldBeTrue();
    }

    [Fact]
    public void Stop_WakesAllAndEveryLaterOne()
    {
        var before = Hold(5);

        _table.Stop();

        before.Woken.IsCompleted.ShouldBeTrue();
        Hold(5).Woken.IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public void RemoveTopic_APullIsHeld_ForgetsTheQueueWhenItHasLeft()
    {
        var held = Hold(5);

        _table.RemoveTopic("T");
        held.Woken.IsCompleted.ShouldBeTrue();
        _table.Queues.ShouldBe(1);
        _table.Release(held);

        (_table.Queues, _table.Count).ShouldBe((0, 0));
        var anew = Hold(5);
        _table.Arrived("T", 0, 6, 0);
        anew.Woken.IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public void RemoveTopic_NothingIsHeld_ForgetsTheQueueAtOnce()
    {
        _table.Release(Hold(5));

        _table.RemoveTopic("U");
        _table.Queues.ShouldBe(1);
        _table.RemoveTopic("T");

        _table.Queues.ShouldBe(0);
    }

    [Fact]
    public void RemoveTopic_WhileOthersHoldAndRelease_LosesNoPull()
    {
        Parallel.For(0, 20_000, i =>
        {
            if (i % 4 == 0)
            {
                _table.RemoveTopic("T");
            }
            else if (New(5) is var held && _table.TryHold(held))
            {
                _table.Release(held);
            }
        });

        _table.Count.ShouldBe(0);
        _table.RemoveTopic("T");
        _table.Queues.ShouldBe(0);
    }

    private static HeldPull New(long offset, IMessageFilter? filter = null) => new("G", "T", 0, offset, filter);

    private HeldPull Hold(long offset, IMessageFilter? filter = null)
    {
        var held = New(offset, filter);
        _table.TryHold(held).ShouldBeTrue();
        return held;
    }
}
