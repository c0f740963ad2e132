using Engine.Broker.Administration;
using Engine.Broker.Clients;
using Engine.Broker.Groups;
using Engine.Broker.Messages;
using Engine.Broker.Offsets;
using Engine.Broker.Settings;
using Engine.Broker.Statistics;
using Engine.Broker.Topics;
using Engine.Protocol.Codes;
using Engine.Remoting.Inbound;

namespace Engine.Broker;

/// <summary>Binds what operators and their tools ask of a broker. Mirrors AdminBrokerProcessor#processRequest.</summary>
internal sealed class BrokerAdminHandlers(
    BrokerOptions options, BrokerTables tables, BrokerDuties duties, SubscriptionGroupWriter groupWriter, TimeProvider timeProvider)
{
    private readonly TopicDeletion _deletion = new(duties.TopicWriter, tables, duties.OffsetFlush);

    public IEnumerable<HandlerRegistration> All() =>
    [
        .. Topics(),
        .. Groups(),
        .. Figures(),
        .. Bind(
            new BrokerConfigHandler(options, tables.Settings, duties.SettingsWriter),
            RequestCode.UpdateBrokerConfig,
            RequestCode.GetBrokerConfig),
        .. Bind(
            new CleaningHandler(tables, _deletion),
            RequestCode.CleanExpiredConsumeQueue,
            RequestCode.CleanUnusedTopic,
            RequestCode.DeleteExpiredCommitLog),
    ];

    private static IEnumerable<HandlerRegistration> Bind(IRequestHandler handler, params int[] codes) =>
        BrokerHandlers.Bind(handler, BrokerLanes.Admin, codes);

    private IEnumerable<HandlerRegistration> Topics() => Bind(
        new TopicHandler(options, tables.SystemTopics, tables.Topics, duties.TopicWriter, _deletion, tables.Store),
        RequestCode.UpdateAndCreateTopic,
        RequestCode.UpdateAndCreateTopicList,
        RequestCode.DeleteTopicInBroker,
        RequestCode.GetAllTopicConfig,
        RequestCode.GetTopicStatsInfo,
        RequestCode.GetSystemTopicListFromBroker,
        RequestCode.GetTopicConfig);

    private IEnumerable<HandlerRegistration> Groups() =>
    [
        .. Bind(
            new GroupHandler(tables, groupWriter, duties.OffsetFlush),
            RequestCode.UpdateAndCreateSubscriptionGroup,
            RequestCode.UpdateAndCreateSubscriptionGroupList,
            RequestCode.GetAllSubscriptionGroupConfig,
            RequestCode.GetSubscriptionGroupConfig,
            RequestCode.DeleteSubscriptionGroup,
            RequestCode.QueryTopicConsumeByWho),
        .. Bind(
            new SubscriptionQueryHandler(options.Address, tables.Consumers, tables.Offsets),
            RequestCode.QueryTopicsByConsumer,
            RequestCode.QuerySubscriptionByConsumer),
        .. Bind(
            new GroupOffsetHandler(tables.Offsets, tables.Store, duties.OffsetFlush),
            RequestCode.QueryCorrectionOffset,
            RequestCode.CloneGroupOffset),
    ];

    private IEnumerable<HandlerRegistration> Figures()
    {
        var stats = new ConsumeStats(options, tables.Topics, tables.Offsets, tables.Store, tables.Statistics);
        var names = new GroupNamesReader(tables.Groups, tables.Offsets, tables.Consumers);
        return
        [
            .. Bind(
                new TimeSpanHandler(options.BrokerName, tables.Topics, tables.Offsets, tables.Store, timeProvider),
                RequestCode.QueryConsumeTimeSpan),
            .. Bind(
                new BrokerConsumeStatsHandler(options.Address, stats, names, tables.GroupTopics, tables.Topics),
                RequestCode.GetBrokerConsumeStats),
            .. Bind(new ConsumeQueueHandler(tables.Store, tables.Consumers), RequestCode.QueryConsumeQueue),
        ];
    }
}
