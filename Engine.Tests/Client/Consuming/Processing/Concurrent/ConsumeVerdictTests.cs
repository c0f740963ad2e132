using Engine.Client.Consuming;
using Engine.Client.Consuming.Processing.Concurrent;

namespace Engine.Tests.Client.Consuming.Processing.Concurrent;

public sealed class ConsumeVerdictTests
{
    [Theory]
    [InlineData(ConsumeStatus.Success, false, 0, "Success")]
    [InlineData(ConsumeStatus.ReconsumeLater, false, 0, "Failed")]
    [InlineData(null, false, 0, "ReturnNull")]
    [InlineData(null, true, 0, "Exception")]
    [InlineData(ConsumeStatus.Success, false, 15, "TimeOut")]
    [InlineData(ConsumeStatus.ReconsumeLater, false, 16, "TimeOut")]
    [InlineData(null, true, 16, "Exception")]
    [Trait("Behaviour", "D3")]
    public void Classify_Call_IsOneOfFive(ConsumeStatus? status, bool threw, int minutes, string expected) =>
        ConsumeVerdict.Classify(status, threw, TimeSpan.FromMinutes(minutes), TimeSpan.FromMinutes(15)).ToString().ShouldBe(expected);

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
