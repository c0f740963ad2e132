using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Remoting.Inbound;

namespace Engine.Broker.Clients;

/// <summary>
/// UNREGISTER_CLIENT (35), GET_CONSUMER_LIST_BY_GROUP (38), GET_CONSUMER_CONNECTION_LIST (203),
/// GET_PRODUCER_CONNECTION_LIST (204) and GET_ALL_PRODUCER_INFO (328). Mirrors ClientManageProcessor, ConsumerManageProcessor and
/// AdminBrokerProcessor.
/// </summary>
internal sealed class ClientHandler(GroupMembership membership, ConsumerRegistry consumers, ProducerRegistry producers) : IRequestHandler
{
    public async ValueTask<Answer> HandleAsync(InboundRequest request, CancellationToken cancellationToken) =>
        Answer.Now(request.Command.Code switch
        {
            RequestCode.UnregisterClient => await UnregisterAsync(request, cancellationToken).ConfigureAwait(false),
            RequestCode.GetConsumerListByGroup => List(request.Command.ReadHeader<ConsumerGroupHeader>().ConsumerGroup),
            RequestCode.GetConsumerConnectionList => Connections(request.Command.ReadHeader<ConsumerGroupHeader>().ConsumerGroup),
            RequestCode.GetProducerConnectionList => Producers(request.Command.ReadHeader<ProducerGroupHeader>().ProducerGroup),
            RequestCode.GetAllProducerInfo => RemotingCommand.Success(body: producers.ToBody()),
            var code => Refusals.NotMine(code),
        });

    private async ValueTask<RemotingCommand> UnregisterAsync(InboundRequest request, CancellationToken cancellationToken)
    {
        var header = request.Command.ReadHeader<UnregisterClientHeader>();
        if (header.ProducerGroup is { } producerGroup)
        {
            producers.Remove(producerGroup, request.Connection);
        }

        if (header.ConsumerGroup is { } consumerGroup)
        {
            await membership.LeaveAsync(consumerGroup, request.Connection, cancellationToken).ConfigureAwait(false);
        }

        return RemotingCommand.Success();
    }

    private RemotingCommand List(string group) =>
        consumers.Find(group) is { } online
            ? RemotingCommand.Success(
                body: new ConsumerListBody { ConsumerIdList = [.. online.Members.Values.Select(member => member.ClientId)] })
            : Refusals.SystemError($"no consumer for this group, {group}");

    private RemotingCommand Producers(string group) =>
        producers.MembersOf(group) is { Count: > 0 } online
            ? RemotingCommand.Success(
                body: new ProducerConnectionBody { ConnectionSet = [.. online.Select(member => member.ToConnectionData())] })
            : Refusals.SystemError($"the producer group[{group}] not exist");

    private RemotingCommand Connections(string group) =>
        consumers.Find(group) is { } online
            ? RemotingCommand.Success(body: new ConsumerConnectionBody
            {
                ConnectionSet = [.. online.Members.Values.Select(member => member.ToConnectionData())],
                SubscriptionTable = online.Subscriptions,
                ConsumeType = online.ConsumeType,
                MessageModel = online.MessageModel,
                ConsumeFromWhere = online.ConsumeFromWhere,
            })
            : RemotingCommand.Answer(ResponseCode.ConsumerNotOnline, $"the consumer group[{group}] not online");
}
