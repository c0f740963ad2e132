using Engine.Protocol.Codes;
using Engine.Store;

namespace Engine.Broker.Pulling;

/// <summary>What a pull is answered for what the store found (broker-semantics §3.2). Pure.</summary>
/// <param name="Code">Response code.</param>
/// <param name="NextBeginOffset">Where the client pulls next.</param>
/// <param name="IsHeld">Not answered yet: held until a message comes.</param>
/// <param name="IsElsewhere">A slave does not have the offset: the next pull is to go where it is had.</param>
internal readonly record struct PullDecision(int Code, long NextBeginOffset, bool IsHeld, bool IsElsewhere = false)
{
    /// <param name="result">What the store found.</param>
    /// <param name="offset">The offset that was asked for.</param>
    /// <param name="maySuspend">The request allows a hold and is evaluated for the first time.</param>
    public static PullDecision Of(GetResult result, long offset, bool maySuspend)
    {
        var code = CodeOf(result.Status, offset);
        return new PullDecision(code, result.NextBeginOffset, code == ResponseCode.PullNotFound && maySuspend);
    }

    /// <summary>
    /// The same at a slave, whose log may lie behind its master's: it corrects no offset. One that it does not have is asked for again, at
    /// the master when it is there; until it is, the pull is held as one at the queue's end, so that nobody asks without a pause. RocketMQ
    /// answers it at once.
    /// </summary>
    /// <param name="result">What the store found.</param>
    /// <param name="offset">The offset that was asked for.</param>
    /// <param name="maySuspend">The request allows a hold and is evaluated for the first time.</param>
    /// <param name="isMasterAway">Whether nobody else has what lies before the queue.</param>
    public static PullDecision OfSlave(GetResult result, long offset, bool maySuspend, bool isMasterAway)
    {
        var code = CodeOf(result.Status, offset);
        return code switch
        {
            ResponseCode.PullNotFound => new PullDecision(code, offset, maySuspend),
            ResponseCode.PullOffsetMoved => new PullDecision(
                ResponseCode.PullRetryImmediately,
                offset,
                maySuspend && (isMasterAway || result.Status != GetStatus.OffsetTooSmall),
                IsElsewhere: true),
            _ => new PullDecision(code, result.NextBeginOffset, IsHeld: false),
        };
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
