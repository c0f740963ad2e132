using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;

namespace Engine.Client.Api;

/// <summary>CONSUMER_SEND_MSG_BACK (36). Mirrors MQClientAPIImpl#consumerSendMessageBack.</summary>
internal sealed class BrokerRetryApi(ApiCaller caller)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>Asks the broker that stores a message to deliver it to the group again later.</summary>
    public Task SendBackAsync(string address, ConsumerSendMsgBackHeader header, CancellationToken cancellationToken) =>
        caller.RequireAsync(address, RemotingCommand.Request(RequestCode.ConsumerSendMsgBack, header), Timeout, cancellationToken);
}
