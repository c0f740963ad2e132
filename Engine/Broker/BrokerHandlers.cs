using Engine.Broker.Administration;
using Engine.Broker.Clients;
using Engine.Broker.Delays;
using Engine.Broker.Groups;
using Engine.Broker.Locks;
using Engine.Broker.Messages;
using Engine.Broker.Offsets;
using Engine.Broker.Pulling;
using Engine.Broker.Replication;
using Engine.Broker.Replies;
using Engine.Broker.Retries;
using Engine.Broker.Sending;
using Engine.Broker.Statistics;
using Engine.Broker.Transactions;
using Engine.Protocol.Codes;
using Engine.Remoting.Inbound;
using Microsoft.Extensions.Logging;

namespace Engine.Broker;

/// <summary>Binds every request code of a broker to its handler and lane (B1). Mirrors BrokerController#registerProcessor.</summary>
internal sealed class BrokerHandlers(
    BrokerOptions options, BrokerTables tables, BrokerDuties duties, TimeProvider timeProvider, Random random, ILogger logger)
{
    private readonly SubscriptionGroupWriter _groupWriter =
        new(tables.Groups, tables.GroupFile, tables.Changes, tables.Settings);

    private readonly QueuePicker _picker = new(random);

    /// <summary>The handlers of the broker's role.</summary>
    public IEnumerable<HandlerRegistration> All() =>
        options.IsSlave ? SlaveRefusals.Apply(OfMaster(), options, duties.Replication.Master) : OfMaster();

    private IEnumerable<HandlerRegistration> OfMaster() =>
    [
        .. Bind(Sending(), BrokerLanes.Send, RequestCode.SendMessage, RequestCode.SendMessageV2, RequestCode.SendBatchMessage),
        .. Bind(SendingBack(), BrokerLanes.Send, RequestCode.ConsumerSendMsgBack),
        .. Bind(Replying(), BrokerLanes.Reply, RequestCode.SendReplyMessage, RequestCode.SendReplyMessageV2),
        .. Bind(EndingTransactions(), BrokerLanes.Transaction, RequestCode.EndTransaction),
        .. Bind(Pulling(), BrokerLanes.Pull, RequestCode.PullMessage, RequestCode.LitePullMessage),
        .. Bind(
            new QueryMessageHandler(tables.Store, options.KeyIndexWait, timeProvider),
            BrokerLanes.Query,
            RequestCode.QueryMessage,
            RequestCode.ViewMessageById),
        .. Bind(Heartbeats(), BrokerLanes.Heartbeat, RequestCode.HeartBeat),
        .. Clients(),
        .. Members(),
        .. Bind(new QueueLockHandler(tables.Locks), BrokerLanes.Consumer, RequestCode.LockBatchMq, RequestCode.UnlockBatchMq),
        .. Offsets(),
        .. new BrokerAdminHandlers(options, tables, duties, _groupWriter, timeProvider).All(),
        .. Figures(),
    ];

    internal static IEnumerable<HandlerRegistration> Bind(IRequestHandler handler, HandlerLane lane, params int[] codes) =>
        codes.Select(code => new HandlerRegistration(code, handler, lane));

    private SendMessageHandler Sending() =>
        new(tables.Settings, tables.Topics, duties.TopicWriter, Redirecting(), duties.Intake, _picker);

    private RetryRedirect Redirecting() => new(_groupWriter, duties.TopicWriter);

    private SendBackHandler SendingBack() => new(_groupWriter, duties.TopicWriter, tables.Store, duties.Intake, _picker, logger);

    private ReplyMessageHandler Replying() => new(
        options, tables.Topics, new ReplyPush(tables.Producers, options.Address, timeProvider), duties.Intake, _picker);

    private EndTransactionHandler EndingTransactions() =>
        new(duties.Halves, new EndedTransactions(), new DelayRewrite(tables.DelayLevels), logger);

    private PullMessageHandler Pulling() => new(
        new PullChecks(tables.Settings, tables.Topics, tables.Consumers, tables.Filters),
        new PullReader(
            tables.Store,
            tables.Offsets,
            tables.Owners,
            tables.Statistics,
            new PullRole(options, tables.Store, duties.Replication.Master, duties.Replication.CaughtUp),
            timeProvider),
        tables.Holds,
        _groupWriter,
        options.IsSlave ? null : tables.Offsets,
        new PullTimer(timeProvider, options.PullHoldLimit));

    private HeartbeatHandler Heartbeats() => new(
        duties.Membership,
        tables.Producers,
        new RetryTopics(_groupWriter, duties.TopicWriter, options.IsSlave),
        tables.Filters,
        duties.Expiry,
        timeProvider);

    private IEnumerable<HandlerRegistration> Clients()
    {
        var handler = new ClientHandler(duties.Membership, tables.Consumers, tables.Producers);
        return
        [
            .. Bind(handler, BrokerLanes.Client, RequestCode.UnregisterClient),
            .. Bind(new ClientConfigHandler(tables.Filters), BrokerLanes.Client, RequestCode.CheckClientConfig),
            .. Bind(handler, BrokerLanes.Consumer, RequestCode.GetConsumerListByGroup),
            .. Bind(
                handler,
                BrokerLanes.Admin,
                RequestCode.GetConsumerConnectionList,
                RequestCode.GetProducerConnectionList,
                RequestCode.GetAllProducerInfo),
        ];
    }

    /// <summary>What operators ask of members.</summary>
    private IEnumerable<HandlerRegistration> Members() =>
    [
        .. Bind(
            new MemberRequestHandler(options.BrokerName, tables.Consumers, tables.Store),
            BrokerLanes.Members,
            RequestCode.GetConsumerRunningInfo,
            RequestCode.ConsumeMessageDirectly),
        .. Bind(
            new MemberOffsetsHandler(tables.Consumers, logger), BrokerLanes.Members, RequestCode.InvokeBrokerToGetConsumerStatus),
    ];

    private IEnumerable<HandlerRegistration> Offsets()
    {
        var query = new OffsetQuery(tables.Offsets, tables.Store);
        var ofGroups = new ConsumerOffsetHandler(tables.Offsets, query, tables.Topics, tables.Consumers);
        return
        [
            .. Bind(ofGroups, BrokerLanes.Consumer, RequestCode.QueryConsumerOffset, RequestCode.UpdateConsumerOffset),
            .. Bind(ofGroups, BrokerLanes.Admin, RequestCode.GetAllConsumerOffset),
            .. Bind(
                new QueueOffsetHandler(tables.Store),
                BrokerLanes.Admin,
                RequestCode.SearchOffsetByTimestamp,
                RequestCode.GetMaxOffset,
                RequestCode.GetMinOffset,
                RequestCode.GetEarliestMsgStoreTime),
            .. Bind(new DelayOffsetHandler(tables.DelayOffsets), BrokerLanes.Admin, RequestCode.GetAllDelayOffset),
            .. Bind(Resets(), BrokerLanes.Admin, RequestCode.InvokeBrokerToResetOffset),
        ];
    }

    private ResetHandler Resets() => new(
        new QueueReset(options, tables.Topics, tables.Store, tables.Offsets, duties.Notifier, tables.Holds),
        new OnlineReset(options, tables.Topics, tables.Store, tables.Offsets, tables.Consumers, duties.Notifier),
        tables.Consumers,
        tables.Groups,
        tables.Offsets,
        duties.OffsetFlush);

    private IEnumerable<HandlerRegistration> Figures()
    {
        var stats = new ConsumeStats(options, tables.Topics, tables.Offsets, tables.Store, tables.Statistics);
        var reader = new ProgressReader(
            tables.Groups, tables.Topics, tables.Offsets, tables.Consumers, tables.Owners, tables.Store);
        var names = new GroupNamesReader(tables.Groups, tables.Offsets, tables.Consumers);
        var progress = new ProgressHandler(options.BrokerName, reader, names, tables.Topics, tables.Changes, timeProvider);
        return
        [
            .. Bind(new ConsumeStatsHandler(stats), BrokerLanes.Admin, RequestCode.GetConsumeStats),
            .. Bind(new BrokerStatsHandler(tables.Statistics), BrokerLanes.Admin, RequestCode.ViewBrokerStatsData),
            .. Bind(progress, BrokerLanes.Figures, RequestCode.GetQueueProgress),
            .. Bind(new HaStatusHandler(duties.Replication), BrokerLanes.Figures, RequestCode.GetBrokerHaStatus),
            .. Bind(
                new ChangeHandler(tables.Changes, tables.GroupTopics, timeProvider), BrokerLanes.Figures, RequestCode.AwaitChange),
        ];
    }
}
