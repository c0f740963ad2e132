using Engine.NameServer.Routes;
using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Remoting.Inbound;

namespace Engine.NameServer.Handlers;

/// <summary>
/// GET_ALL_TOPIC_LIST_FROM_NAMESERVER (206), GET_TOPICS_BY_CLUSTER (224), GET_SYSTEM_TOPIC_LIST_FROM_NS (304), GET_UNIT_TOPIC_LIST (311),
/// GET_HAS_UNIT_SUB_TOPIC_LIST (312) and GET_HAS_UNIT_SUB_UNUNIT_TOPIC_LIST (313).
/// </summary>
internal sealed class TopicListHandler(RouteTableWriter routes) : IRequestHandler
{
    public ValueTask<Answer> HandleAsync(InboundRequest request, CancellationToken cancellationToken)
    {
        var table = routes.Current;
        return ValueTask.FromResult(Answer.Now(RemotingCommand.Success(body: request.Command.Code switch
        {
            RequestCode.GetTopicsByCluster => TopicLists.OfCluster(table, request.Command.ReadHeader<ClusterHeader>().Cluster),
            RequestCode.GetSystemTopicListFromNameServer => TopicLists.System(table),
            RequestCode.GetUnitTopicList => TopicLists.Unit(table),
            RequestCode.GetHasUnitSubTopicList => TopicLists.HasUnitSubscription(table),
            RequestCode.GetHasUnitSubUnUnitTopicList => TopicLists.HasUnitSubscriptionOnly(table),
            _ => TopicLists.All(table),
        })));
    }
}
