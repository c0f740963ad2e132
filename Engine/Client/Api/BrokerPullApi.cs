using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;

namespace Engine.Client.Api;

/// <summary>PULL_MESSAGE (11). Mirrors MQClientAPIImpl#pullMessage and #processPullResponse.</summary>
internal sealed class BrokerPullApi(ApiCaller caller)
{
    public async ValueTask<PullAnswer> PullAsync(
        string address,
        PullMessageHeader header,
        TimeSpan timeout,
        CancellationToken cancellationToken)
    {
        var request = RemotingCommand.Request(RequestCode.PullMessage, header);
        var answer = await caller.CallAsync(address, request, timeout, cancellationToken).ConfigureAwait(false);
        var status = answer.Code switch
        {
            ResponseCode.Success => PullStatus.Found,
            ResponseCode.PullNotFound => PullStatus.NoNewMessage,
            ResponseCode.PullRetryImmediately => PullStatus.NoMatchedMessage,
            ResponseCode.PullOffsetMoved => PullStatus.OffsetIllegal,
            _ => throw ApiCaller.Refused(address, request.Code, answer),
        };
        var result = ApiCaller.Read(address, request.Code, answer, static read => read.ReadHeader<PullMessageResponseHeader>());
        return new(status, result, answer.Body);
    }
}
