using Engine.NameServer.Routes;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Headers;
using Engine.Remoting.Inbound;

namespace Engine.NameServer.Handlers;

/// <summary>
/// REGISTER_TOPIC_IN_NAMESRV (217): puts queues of known brokers into the routes. Mirrors DefaultRequestProcessor#registerTopicToNamesrv.
/// </summary>
internal sealed class TopicRegistrationHandler(RouteTableWriter writer) : IRequestHandler
{
    public ValueTask<Answer> HandleAsync(InboundRequest request, CancellationToken cancellationToken)
    {
        writer.AddTopic(request.Command.ReadHeader<TopicHeader>().Topic, request.Command.ReadBody<TopicRouteBody>().QueueDatas);
        return ValueTask.FromResult(Answer.Now(RemotingCommand.Success()));
    }
}
