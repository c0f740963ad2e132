using Engine.Client.Consuming;
using Engine.Client.Consuming.Processing.Orderly;

namespace Engine.Tests.Client.Consuming.Processing.Orderly;

[Trait("Behaviour", "D7")]
public sealed class OrderlyVerdictTests
{
    [Theory]
    [InlineData(ConsumeOrderlyStatus.Success, true, "Commit")]
    [InlineData(ConsumeOrderlyStatus.Commit, true, "Commit")]
    [InlineData(ConsumeOrderlyStatus.Rollback, true, "Commit")]
    [InlineData(ConsumeOrderlyStatus.SuspendCurrentQueueAMoment, true, "TryAgain")]
    [InlineData(null, true, "TryAgain")]
    [InlineData(ConsumeOrderlyStatus.Success, false, "GoOn")]
    [InlineData(ConsumeOrderlyStatus.Commit, false, "Commit")]
    [InlineData(ConsumeOrderlyStatus.Rollback, false, "RollBack")]
    [InlineData(ConsumeOrderlyStatus.SuspendCurrentQueueAMoment, false, "TryAgain")]
    [InlineData(null, false, "TryAgain")]
    public void Of_Answer_IsThatOfRocketMq(ConsumeOrderlyStatus? status, bool autoCommit, string expected) =>
        OrderlyVerdict.Of(status, autoCommit).ToString().ShouldBe(expected);
}
