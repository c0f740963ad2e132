using Engine.Protocol.Codes;
using Engine.Store;

namespace Engine.Broker.Pulling;

/// <summary>What a pull is answered for what the store found (broker-semantics §3.2). Pure.</summary>
/// <param name="Code">Response code.</param>
/// <param name="NextBeginOffset">Where the client pulls next.</param>
/// <param name="IsHeld">Not answered yet: held until a message comes.</param>
internal readonly record struct PullDecision(int Code, long NextBeginOffset, bool IsHeld)
{
    /// <param name="result">What the store found.</param>
    /// <param name="offset">The offset that was asked for.</param>
    /// <param name="maySuspend">The request allows a hold and is evaluated for the first time.</param>
    public static PullDecision Of(GetResult result, long offset, bool maySuspend)
    {
        var code = CodeOf(result.Status, offset);
        return new PullDecision(code, result.NextBeginOffset, code == ResponseCode.PullNotFound && maySuspend);
    }

    /// <summary>The status under RocketMQ's name, for the remark.</summary>
    public static string NameOf(GetStatus status) => status switch
    {
        GetStatus.Found => "FOUND",
        GetStatus.NoMatchedMessage => "NO_MATCHED_MESSAGE",
        GetStatus.MessageWasRemoving => "MESSAGE_WAS_REMOVING",
        GetStatus.OffsetFoundNull => "OFFSET_FOUND_NULL",
        GetStatus.OffsetOverflowBadly => "OFFSET_OVERFLOW_BADLY",
        GetStatus.OffsetOverflowOne => "OFFSET_OVERFLOW_ONE",
        GetStatus.OffsetTooSmall => "OFFSET_TOO_SMALL",
        GetStatus.NoMatchedLogicQueue => "NO_MATCHED_LOGIC_QUEUE",
        GetStatus.NoMessageInQueue => "NO_MESSAGE_IN_QUEUE",
        GetStatus.OffsetReset => "OFFSET_RESET",
        _ => status.ToString(),
    };

    private static int CodeOf(GetStatus status, long offset) => status switch
    {
        GetStatus.Found => ResponseCode.Success,
        GetStatus.NoMatchedMessage or GetStatus.MessageWasRemoving => ResponseCode.PullRetryImmediately,
        GetStatus.OffsetFoundNull or GetStatus.OffsetOverflowOne => ResponseCode.PullNotFound,
        GetStatus.NoMatchedLogicQueue or GetStatus.NoMessageInQueue =>
            offset == 0 ? ResponseCode.PullNotFound : ResponseCode.PullOffsetMoved,
        _ => ResponseCode.PullOffsetMoved,
    };
}
