using Engine.NameServer.Routes;
using Engine.NameServer.Settings;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Remoting.Inbound;

namespace Engine.NameServer.Handlers;

/// <summary>Questions about the routes: GET_ROUTEINFO_BY_TOPIC (105) and GET_BROKER_CLUSTER_INFO (106).</summary>
internal sealed class RouteQueryHandler(RouteTableWriter routes, KeyValueTable values, NameServerSettings settings) : IRequestHandler
{
    public ValueTask<Answer> HandleAsync(InboundRequest request, CancellationToken cancellationToken)
    {
        var table = routes.Current;
        return ValueTask.FromResult(Answer.Now(request.Command.Code == RequestCode.GetRouteInfoByTopic
            ? Route(table, request.Command)
            : RemotingCommand.Success(body: RouteLookup.Clusters(table))));
    }

    private RemotingCommand Route(RouteTable table, RemotingCommand request)
    {
        var header = request.ReadHeader<RouteHeader>();
        if (RouteLookup.Find(table, header.Topic) is not { } route)
        {
            return RemotingCommand.Answer(
                ResponseCode.TopicNotExist,
                $"No topic route info in name server for the topic: {header.Topic}\n"
                + "See http://rocketmq.apache.org/docs/faq/ for further details.");
        }

        if (settings.OrderMessage)
        {
            route = route with { OrderTopicConf = values.Find(KeyValueTable.OrderTopics, header.Topic) };
        }

        // Clients before 4.9.4 get fastjson's own form, as from any name server; some of them read no other.
        return header.AcceptStandardJsonOnly || request.Version >= ProtocolVersion.StandardJsonRoutes
            ? RemotingCommand.Success(body: route)
            : RemotingCommand.Success() with { Body = BodyJson.WriteWithNumberKeys(route) };
    }
}
