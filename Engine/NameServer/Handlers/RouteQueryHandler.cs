using Engine.NameServer.Routes;
using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Remoting.Inbound;

namespace Engine.NameServer.Handlers;

/// <summary>
/// Questions about the routes: GET_ROUTEINFO_BY_TOPIC (105), GET_BROKER_CLUSTER_INFO (106) and
/// GET_ALL_TOPIC_LIST_FROM_NAMESERVER (206).
/// </summary>
internal sealed class RouteQueryHandler(RouteTableWriter routes) : IRequestHandler
{
    public ValueTask<Answer> HandleAsync(InboundRequest request, CancellationToken cancellationToken)
    {
        var table = routes.Current;
        return ValueTask.FromResult(Answer.Now(request.Command.Code switch
        {
            RequestCode.GetRouteInfoByTopic => Route(table, request.Command.ReadHeader<TopicHeader>().Topic),
            RequestCode.GetBrokerClusterInfo => RemotingCommand.Success(body: RouteLookup.Clusters(table)),
            _ => RemotingCommand.Success(body: RouteLookup.Topics(table)),
        }));
    }

    private static RemotingCommand Route(RouteTable table, string topic) =>
        RouteLookup.Find(table, topic) is { } route
            ? RemotingCommand.Success(body: route)
            : RemotingCommand.Answer(
                ResponseCode.TopicNotExist,
                $"No topic route info in name server for the topic: {topic}\n"
                + "See http://rocketmq.apache.org/docs/faq/ for further details.");
}
