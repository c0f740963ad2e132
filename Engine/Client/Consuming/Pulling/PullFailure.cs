using Engine.Protocol.Codes;
using Engine.Remoting.Outbound;

namespace Engine.Client.Consuming.Pulling;

/// <summary>
/// Tells failed pulls apart (C6) and decides when to try again. Pure. The text names address and request, as the failure does. Mirrors
/// NettyRemotingAbstract's callbacks and DefaultMQPushConsumerImpl#pullMessage's onException.
/// </summary>
internal readonly record struct PullFailure(string Text, PutBack Next)
{
    public static PullFailure Of(Exception exception) => exception switch
    {
        ClientException { InnerException: RemotingTimeoutException late } => new($"timed out: {late.Message}", PutBack.AfterException),
        ClientException { InnerException: RemotingException unsent } => new($"could not send: {unsent.Message}", PutBack.AfterException),
        ClientException { ResponseCode: ResponseCode.FlowControl } refused => new(refused.Message, PutBack.AfterBrokerFlowControl),
        _ => new(exception.Message, PutBack.AfterException),
    };
}
