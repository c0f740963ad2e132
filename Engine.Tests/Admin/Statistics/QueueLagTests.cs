using Engine.Admin.Statistics;

namespace Engine.Tests.Admin.Statistics;

public sealed class QueueLagTests
{
    [Theory]
    [InlineData(0, 0, null, null)]
    [InlineData(0, 21, null, null)]
    [InlineData(0, 21, 0L, 21L)]
    [InlineData(0, 21, 20L, 1L)]
    [InlineData(0, 21, 21L, 0L)]
    [InlineData(0, 21, 22L, null)]
    [InlineData(10, 21, 4L, 11L)]
    [InlineData(10, 21, 9L, 11L)]
    [InlineData(10, 21, 10L, 11L)]
    [InlineData(10, 21, 11L, 10L)]
    [InlineData(21, 21, 4L, 0L)]
    [InlineData(0, long.MaxValue, 1L, long.MaxValue - 1)]
    public void Of_MinMaxAndConsumerOffset_CountsWhatStillExistsAndIsUnread(long min, long max, long? consumer, long? lag) =>
        QueueLag.Of(min, max, consumer).ShouldBe(lag);

    [Theory]
    [InlineData(10, null, null)]
    [InlineData(10, 9L, 1L)]
    [InlineData(10, 10L, 0L)]
    [InlineData(10, 11L, 0L)]
    public void ExpiredUnread_MinAndConsumerOffset_CountsWhatWasDeletedUnread(long min, long? consumer, long? expired) =>
        QueueLag.ExpiredUnread(min, consumer).ShouldBe(expired);
}
