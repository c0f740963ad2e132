using Engine.Broker.Offsets;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Remoting.Inbound;

namespace Engine.Broker.Clients;

/// <summary>
/// QUERY_TOPICS_BY_CONSUMER (343) and QUERY_SUBSCRIPTION_BY_CONSUMER (345), as of 5.3. Mirrors AdminBrokerProcessor.
/// </summary>
internal sealed class SubscriptionQueryHandler(string address, ConsumerRegistry consumers, ConsumerOffsetTable offsets) : IRequestHandler
{
    public ValueTask<Answer> HandleAsync(InboundRequest request, CancellationToken cancellationToken)
    {
        var header = request.Command.ReadHeader<GroupHeader>();
        return ValueTask.FromResult(Answer.Now(RemotingCommand.Success(
            body: request.Command.Code == RequestCode.QueryTopicsByConsumer ? Topics(header.Group) : Subscription(header))));
    }

    private TopicListBody Topics(string group) =>
        new() { TopicList = [.. offsets.TopicsOf(group).Order(StringComparer.Ordinal)], BrokerAddr = address };

    private GroupSubscriptionBody Subscription(GroupHeader header) => new()
    {
        Group = header.Group,
        Topic = header.Topic,
        SubscriptionData = header.Topic is { } topic ? consumers.Find(header.Group)?.Subscriptions.GetValueOrDefault(topic) : null,
    };
}
