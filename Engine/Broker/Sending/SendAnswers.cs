using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Store;

namespace Engine.Broker.Sending;

/// <summary>Answers to a send: region and trace switch in every one, the rest only when the message is stored (remoting §10.1).</summary>
internal sealed class SendAnswers(string region)
{
    private const string TraceOn = "true";

    private readonly Dictionary<string, string> _refusalFields = new(StringComparer.Ordinal)
    {
        ["MSG_REGION"] = region,
        ["TRACE_ON"] = TraceOn,
    };

    public RemotingCommand Refused(int code, string? remark) => RemotingCommand.Answer(code, remark) with { ExtFields = _refusalFields };

    public RemotingCommand Of(PutResult result, int queueId)
    {
        var code = CodeOf(result.Status);
        return result.IsStored
            ? RemotingCommand.AnswerWith(code, result.Remark, Header(result.MsgId, queueId, result.QueueOffset))
            : Refused(code, result.Remark);
    }

    /// <summary>The message did what it was for without being stored: an id and an offset of nothing, since readers expect them.</summary>
    public RemotingCommand NotKept(int queueId) => RemotingCommand.Success(Header("0", queueId, 0));

    /// <summary>The status under RocketMQ's name, for remarks.</summary>
    public static string NameOf(PutStatus status) => status switch
    {
        PutStatus.PutOk => "PUT_OK",
        PutStatus.FlushDiskTimeout => "FLUSH_DISK_TIMEOUT",
        PutStatus.FlushSlaveTimeout => "FLUSH_SLAVE_TIMEOUT",
        PutStatus.SlaveNotAvailable => "SLAVE_NOT_AVAILABLE",
        PutStatus.ServiceNotAvailable => "SERVICE_NOT_AVAILABLE",
        PutStatus.MessageIllegal => "MESSAGE_ILLEGAL",
        PutStatus.PropertiesSizeExceeded => "PROPERTIES_SIZE_EXCEEDED",
        _ => "UNKNOWN_ERROR",
    };

    public static int CodeOf(PutStatus status) => status switch
    {
        PutStatus.PutOk => ResponseCode.Success,
        PutStatus.FlushDiskTimeout => ResponseCode.FlushDiskTimeout,
        PutStatus.FlushSlaveTimeout => ResponseCode.FlushSlaveTimeout,
        PutStatus.SlaveNotAvailable => ResponseCode.SlaveNotAvailable,
        PutStatus.ServiceNotAvailable => ResponseCode.ServiceNotAvailable,
        PutStatus.MessageIllegal or PutStatus.PropertiesSizeExceeded => ResponseCode.MessageIllegal,
        _ => ResponseCode.SystemError,
    };

    private SendMessageResponseHeader Header(string msgId, int queueId, long queueOffset) => new()
    {
        MsgId = msgId,
        QueueId = queueId,
        QueueOffset = queueOffset,
        MsgRegion = region,
        TraceOn = TraceOn,
    };
}
