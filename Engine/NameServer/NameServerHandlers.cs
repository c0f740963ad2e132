using Engine.NameServer.Handlers;
using Engine.NameServer.Routes;
using Engine.NameServer.Settings;
using Engine.Protocol.Codes;
using Engine.Remoting.Inbound;

namespace Engine.NameServer;

/// <summary>Binds every request code of a name server to its handler. Mirrors NamesrvController#registerProcessor.</summary>
internal sealed class NameServerHandlers(RouteTableWriter routes, KeyValueTable values, NameServerSettings settings)
{
    /// <summary>The size of the pool and queue of 4.9.8.</summary>
    private static readonly HandlerLane Lane = new("name-server", 8, 10_000);

    public IEnumerable<HandlerRegistration> All() =>
    [
        .. Bind(new BrokerRegistrationHandler(routes, values), RequestCode.RegisterBroker, RequestCode.UnregisterBroker),
        .. Bind(
            new BrokerVersionHandler(routes),
            RequestCode.QueryDataVersion,
            RequestCode.BrokerHeartbeat,
            RequestCode.GetBrokerMemberGroup),
        .. Bind(
            new RouteQueryHandler(routes, values, settings), RequestCode.GetRouteInfoByTopic, RequestCode.GetBrokerClusterInfo),
        .. Bind(
            new TopicListHandler(routes),
            RequestCode.GetAllTopicListFromNameServer,
            RequestCode.GetTopicsByCluster,
            RequestCode.GetSystemTopicListFromNameServer,
            RequestCode.GetUnitTopicList,
            RequestCode.GetHasUnitSubTopicList,
            RequestCode.GetHasUnitSubUnUnitTopicList),
        .. Bind(new TopicDeletionHandler(routes), RequestCode.DeleteTopicInNameServer),
        .. Bind(new TopicRegistrationHandler(routes), RequestCode.RegisterTopicInNameServer),
        .. Bind(new WritePermissionHandler(routes), RequestCode.WipeWritePermOfBroker, RequestCode.AddWritePermOfBroker),
        .. Bind(
            new KeyValueHandler(values),
            RequestCode.PutKvConfig,
            RequestCode.GetKvConfig,
            RequestCode.DeleteKvConfig,
            RequestCode.GetKvListByNamespace),
        .. Bind(new NameServerConfigHandler(settings), RequestCode.UpdateNameServerConfig, RequestCode.GetNameServerConfig),
    ];

    private static IEnumerable<HandlerRegistration> Bind(IRequestHandler handler, params int[] codes) =>
        codes.Select(code => new HandlerRegistration(code, handler, Lane));
}
