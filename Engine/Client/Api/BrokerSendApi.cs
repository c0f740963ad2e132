using Engine.Client.Producing;
using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;

namespace Engine.Client.Api;

/// <summary>SEND_MESSAGE_V2 (310) and SEND_BATCH_MESSAGE (320). Mirrors MQClientAPIImpl#sendMessage.</summary>
internal sealed class BrokerSendApi(ApiCaller caller)
{
    /// <summary>Stores a message, or a batch when the header says so; a refusal carries the broker's code.</summary>
    public async Task<SendAnswer> SendAsync(
        string address,
        SendMessageHeader header,
        ReadOnlyMemory<byte> body,
        TimeSpan timeout,
        CancellationToken cancellationToken)
    {
        var request = Request(header, body);
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

    public Task SendOneWayAsync(
        string address,
        SendMessageHeader header,
        ReadOnlyMemory<byte> body,
        TimeSpan timeout,
        CancellationToken cancellationToken) =>
        caller.SendOneWayAsync(address, Request(header, body), timeout, cancellationToken);

    private static RemotingCommand Request(SendMessageHeader header, ReadOnlyMemory<byte> body) => new()
    {
        Code = header.Batch ? RequestCode.SendBatchMessage : RequestCode.SendMessageV2,
        Header = header,
        Body = body,
    };
}
