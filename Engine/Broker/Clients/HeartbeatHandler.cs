using Engine.Broker.Groups;
using Engine.Broker.Topics;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Remoting.Inbound;

namespace Engine.Broker.Clients;

/// <summary>
/// HEART_BEAT (34): a client's producers and consumers are alive, with these subscriptions. Members hear of a change before the
/// sender hears the answer. Mirrors ClientManageProcessor#heartBeat.
/// </summary>
internal sealed class HeartbeatHandler(
    GroupMembership membership,
    ProducerRegistry producers,
    SubscriptionGroupWriter groups,
    TopicWriter topics,
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
            await JoinAsync(consumer, channel, cancellationToken).ConfigureAwait(false);
        }

        foreach (var producer in body.ProducerDataSet)
        {
            producers.Register(producer.GroupName, channel);
        }

        expiry.Watch(request.Connection);
        return Answer.Now(RemotingCommand.Success());
    }

    private async ValueTask JoinAsync(ConsumerData consumer, ClientChannel channel, CancellationToken cancellationToken)
    {
        var group = await groups.FindOrCreateAsync(consumer.GroupName, cancellationToken).ConfigureAwait(false);
        if (group is { RetryQueueNums: > 0 })
        {
            var retry = TopicAutoCreation.Retry(group, consumer.UnitMode);
            await topics.EnsureRoutedAsync(retry, cancellationToken).ConfigureAwait(false);
        }

        await membership.JoinAsync(consumer, channel, cancellationToken).ConfigureAwait(false);
    }
}
