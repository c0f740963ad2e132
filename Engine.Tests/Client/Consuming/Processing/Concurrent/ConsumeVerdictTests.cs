using Engine.Client.Consuming;
using Engine.Client.Consuming.Processing.Concurrent;

namespace Engine.Tests.Client.Consuming.Processing.Concurrent;

public sealed class ConsumeVerdictTests
{
    [Theory]
    [InlineData(ConsumeStatus.Success, int.MaxValue, 4)]
    [InlineData(ConsumeStatus.Success, 3, 4)]
    [InlineData(ConsumeStatus.Success, 1, 2)]
    [InlineData(ConsumeStatus.Success, 0, 1)]
    [InlineData(ConsumeStatus.Success, -1, 0)]
    [InlineData(ConsumeStatus.Success, -9, 0)]
    [InlineData(ConsumeStatus.ReconsumeLater, int.MaxValue, 0)]
    [InlineData(null, int.MaxValue, 0)]
    [Trait("Behaviour", "D4")]
    public void Done_BatchOfFour_IsSplitAtTheAckIndex(ConsumeStatus? status, int ackIndex, int expected) =>
        ConsumeVerdict.Done(status, ackIndex, count: 4).ShouldBe(expected);
}
