using Engine.Broker.Pulling;
using Engine.Store;

namespace Engine.Tests.Broker.Pulling;

public sealed class PullDecisionTests
{
    [Theory]
    [InlineData((int)GetStatus.NoMatchedLogicQueue, 0, 19, "NO_MATCHED_LOGIC_QUEUE")]
    [InlineData((int)GetStatus.NoMatchedLogicQueue, 5, 21, "NO_MATCHED_LOGIC_QUEUE")]
    [InlineData((int)GetStatus.NoMessageInQueue, 0, 19, "NO_MESSAGE_IN_QUEUE")]
    [InlineData((int)GetStatus.NoMessageInQueue, 5, 21, "NO_MESSAGE_IN_QUEUE")]
    [InlineData((int)GetStatus.OffsetTooSmall, 5, 21, "OFFSET_TOO_SMALL")]
    [InlineData((int)GetStatus.OffsetOverflowOne, 5, 19, "OFFSET_OVERFLOW_ONE")]
    [InlineData((int)GetStatus.OffsetOverflowBadly, 5, 21, "OFFSET_OVERFLOW_BADLY")]
    [InlineData((int)GetStatus.OffsetFoundNull, 5, 19, "OFFSET_FOUND_NULL")]
    [InlineData((int)GetStatus.NoMatchedMessage, 5, 20, "NO_MATCHED_MESSAGE")]
    [InlineData((int)GetStatus.MessageWasRemoving, 5, 20, "MESSAGE_WAS_REMOVING")]
    [InlineData((int)GetStatus.Found, 5, 0, "FOUND")]
    [InlineData((int)GetStatus.OffsetReset, 5, 21, "OFFSET_RESET")]
    public void Of_Status_GivesRocketMqsCode(int status, long offset, int code, string name)
    {
        var result = new GetResult((GetStatus)status, 7, 1, 9);

        PullDecision.Of(result, offset, maySuspend: false).ShouldBe(new PullDecision(code, 7, false));
        PullDecision.Of(result, offset, maySuspend: true).IsHeld.ShouldBe(code == 19);
        PullDecision.NameOf((GetStatus)status).ShouldBe(name);
    }

    [Theory]
    [InlineData((int)GetStatus.NoMessageInQueue, 0, 19, 0, true, true)]
    [InlineData((int)GetStatus.NoMessageInQueue, 5, 20, 5, true, true)]
    [InlineData((int)GetStatus.OffsetTooSmall, 5, 20, 5, false, true)]
    [InlineData((int)GetStatus.OffsetOverflowOne, 5, 19, 5, true, true)]
    [InlineData((int)GetStatus.OffsetOverflowBadly, 5, 20, 5, true, true)]
    [InlineData((int)GetStatus.OffsetFoundNull, 5, 19, 5, true, true)]
    [InlineData((int)GetStatus.NoMatchedMessage, 5, 20, 7, false, false)]
    [InlineData((int)GetStatus.Found, 5, 0, 7, false, false)]
    public void OfSlave_CorrectsNoOffset_AndHoldsWhatItDoesNotHave(
        int status, long offset, int code, long next, bool isHeld, bool isHeldWithoutMaster)
    {
        var result = new GetResult((GetStatus)status, 7, 1, 9);

        var decision = PullDecision.OfSlave(result, offset, maySuspend: false, isMasterAway: true);
        (decision.Code, decision.NextBeginOffset, decision.IsHeld).ShouldBe((code, next, false));
        PullDecision.OfSlave(result, offset, maySuspend: true, isMasterAway: false).IsHeld.ShouldBe(isHeld);
        PullDecision.OfSlave(result, offset, maySuspend: true, isMasterAway: true).IsHeld.ShouldBe(isHeldWithoutMaster);
    }
}
