using Dashboard.Changes.Resets;

namespace Dashboard.Tests.Changes.Resets;

public sealed class OffsetMoveTests
{
    [Theory]
    [InlineData(20L, 30, 5, 10, 0, 0)]
    [InlineData(20L, 10, 5, 0, 0, 10)]
    [InlineData(20L, 20, 5, 0, 0, 0)]
    [InlineData(20L, 130, 100, 30, 80, 0)]
    [InlineData(20L, 100, 100, 0, 80, 0)]
    [InlineData(null, 30, 5, 0, 0, 0)]
    public void Move_EachWay_TellsStoredMessagesFromThoseThatAreGone(
        long? now, long target, long first, long skipped, long expired, long replayed)
    {
        var move = new OffsetMove(now, target, first);

        (move.Skipped, move.Expired, move.Replayed).ShouldBe((skipped, expired, replayed));
    }
}
