using Engine.Client.Producing;
using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;

namespace Engine.Client.Api;

/// <summary>
/// SEND_MESSAGE_V2 (310), SEND_BATCH_MESSAGE (320) and SEND_REPLY_MESSAGE_V2 (325). Mirrors MQClientAPIImpl#sendMessage.
/// </summary>
internal sealed class BrokerSendApi(ApiCaller caller)
{
    /// <summary>Stores a message, or a batch when the header says so; a refusal carries the broker's code.</summary>
    public ValueTask<SendAnswer> SendAsync(
        string address,
        SendMessageHeader header,
        ReadOnlyMemory<byte> body,
        TimeSpan timeout,
        CancellationToken cancellationToken) =>
        StoreAsync(address, Request(CodeOf(header), header, body), timeout, cancellationToken);

    /// <summary>Has a reply brought to the client that asked; that it could not be is a refusal too.</summary>
    public ValueTask<SendAnswer> SendReplyAsync(
        string address,
        SendMessageHeader header,
        ReadOnlyMemory<byte> body,
        TimeSpan timeout,
        CancellationToken cancellationToken) =>
        StoreAsync(address, Request(RequestCode.SendReplyMessageV2, header, body), timeout, cancellationToken);

    public Task SendOneWayAsync(
        string address,
        SendMessageHeader header,
        ReadOnlyMemory<byte> body,
        TimeSpan timeout,
        CancellationToken cancellationToken) =>
        caller.SendOneWayAsync(address, Request(CodeOf(header), header, body), timeout, cancellationToken);

    private static int CodeOf(SendMessageHeader header) => header.Batch ? RequestCode.SendBatchMessage : RequestCode.SendMessageV2;

    private static RemotingCommand Request(int code, SendMessageHeader header, ReadOnlyMemory<byte> body) => new()
    {
        Code = code,
        Header = header,
        Body = body,
    };

    private async ValueTask<SendAnswer> StoreAsync(
        string address,
        RemotingCommand request,
        TimeSpan timeout,
        CancellationToken cancellationToken)
    {
        var answer = await caller.CallAsync(address, request, timeout, cancellationToken).ConfigureAwait(false);
        var status = answer.Code switch
        {
            ResponseCode.Success => SendStatus.SendOk,
            ResponseCode.FlushDiskTimeout => SendStatus.FlushDiskTimeout,
            ResponseCode.FlushSlaveTimeout => SendStatus.FlushSlaveTimeout,
            ResponseCode.SlaveNotAvailable => SendStatus.SlaveNotAvailable,
            _ => throw ApiCaller.Refused(address, request.Code, answer),
        };
        return new(status, ApiCaller.Read(address, request.Code, answer, static read => read.ReadHeader<SendMessageResponseHeader>()));
    }
}
