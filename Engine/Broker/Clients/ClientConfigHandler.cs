using Engine.Broker.Pulling;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Remoting.Inbound;

namespace Engine.Broker.Clients;

/// <summary>
/// CHECK_CLIENT_CONFIG (46): whether this broker can evaluate a subscription, asked once before a consumer starts. Mirrors
/// ClientManageProcessor#checkClientConfig.
/// </summary>
internal sealed class ClientConfigHandler(SubscriptionFilters filters) : IRequestHandler
{
    public ValueTask<Answer> HandleAsync(InboundRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Answer.Now(Check(request.Command.ReadBody<CheckClientBody>().SubscriptionData)));

    private RemotingCommand Check(SubscriptionData subscription)
    {
        if (!filters.Allows(subscription.ExpressionType))
        {
            return Refusals.NoPropertyFilter(subscription.ExpressionType);
        }

        return filters.Find(subscription, out _) is { } fault
            ? RemotingCommand.Answer(ResponseCode.SubscriptionParseFailed, fault)
            : RemotingCommand.Success();
    }
}
