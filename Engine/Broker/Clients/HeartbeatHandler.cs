using Engine.Broker.Pulling;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Remoting.Inbound;

namespace Engine.Broker.Clients;

/// <summary>
/// HEART_BEAT (34): a client's producers and consumers are alive, with these subscriptions. Members hear of a change before the
/// sender hears the answer. Mirrors ClientManageProcessor#heartBeat.
/// </summary>
/// <remarks>
/// Of a subscription that cannot be read the client hears here (RocketMQ only logs it); all that the heartbeat says counts nevertheless, so
/// that the client's other groups go on and operators see the member. Its pulls are refused.
/// </remarks>
internal sealed class HeartbeatHandler(
    GroupMembership membership,
    ProducerRegistry producers,
    RetryTopics retryTopics,
    SubscriptionFilters filters,
    ClientExpiryLoop expiry,
    TimeProvider timeProvider) : IRequestHandler
{
    public async ValueTask<Answer> HandleAsync(InboundRequest request, CancellationToken cancellationToken)
    {
        var body = request.Command.ReadBody<HeartbeatBody>();
        var channel = new ClientChannel(
            body.ClientID, request.Connection, request.Command.Language, request.Command.Version, timeProvider.GetTimestamp());
        foreach (var consumer in body.ConsumerDataSet)
        {
            await retryTopics.EnsureAsync(consumer, cancellationToken).ConfigureAwait(false);
            await membership.JoinAsync(consumer, channel, cancellationToken).ConfigureAwait(false);
        }

        foreach (var producer in body.ProducerDataSet)
        {
            producers.Register(producer.GroupName, channel);
        }

        expiry.Watch(request.Connection);
        return Answer.Now(FindFault(body) is { } fault
            ? RemotingCommand.Answer(ResponseCode.SubscriptionParseFailed, fault)
            : RemotingCommand.Success());
    }

    /// <summary>The first subscription that no pull of its group could be answered for.</summary>
    private string? FindFault(HeartbeatBody body)
    {
        foreach (var consumer in body.ConsumerDataSet)
        {
            foreach (var subscription in consumer.SubscriptionDataSet)
            {
                if (filters.Find(subscription, out _) is { } fault)
                {
                    return $"parse the subscription of group {consumer.GroupName} to topic {subscription.Topic} failed: {fault}";
                }
            }
        }

        return null;
    }
}
