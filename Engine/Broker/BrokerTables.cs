using Engine.Broker.Clients;
using Engine.Broker.Delays;
using Engine.Broker.Groups;
using Engine.Broker.Locks;
using Engine.Broker.Offsets;
using Engine.Broker.Pulling;
using Engine.Broker.Settings;
using Engine.Broker.Statistics;
using Engine.Broker.Topics;
using Engine.Diagnostics;
using Engine.Protocol.Bodies;
using Engine.Protocol.Messages;
using Engine.Store;
using Engine.Store.Log;
using Microsoft.Extensions.Logging;

namespace Engine.Broker;

/// <summary>What one broker knows: its store, its saved tables and its clients. Shared by all handlers and duties.</summary>
internal sealed class BrokerTables
{
    public BrokerTables(BrokerOptions options, TimeProvider timeProvider, ILoggerFactory loggers, EngineMeter? meter)
    {
        var logger = loggers.CreateLogger("Engine.Broker." + options.BrokerName);
        var config = Path.Combine(options.StoreFolder, "config");
        TopicFile = new TableFile(Path.Combine(config, "topics.json"), logger);
        GroupFile = new TableFile(Path.Combine(config, "subscriptionGroup.json"), logger);
        OffsetFile = new TableFile(Path.Combine(config, "consumerOffset.json"), logger);
        DelayOffsetFile = new TableFile(Path.Combine(config, "delayOffset.json"), logger);
        SettingsFile = new TableFile(Path.Combine(config, "brokerSettings.json"), logger);
        Settings = new BrokerSettings(options);
        SystemTopics = new SystemTopics(options);
        Topics = new TopicTable(timeProvider);
        Groups = new SubscriptionGroupTable(timeProvider);
        Changes = new ChangeVersions(timeProvider, options.ChangeHoldCapacity);
        Offsets = new ConsumerOffsetTable(Changes, timeProvider, logger, EndOf);
        Consumers = new ConsumerRegistry(timeProvider, Changes);
        Producers = new ProducerRegistry(timeProvider);
        Owners = new QueueOwners(Consumers, Changes, timeProvider);
        Holds = new PullHoldTable(options.PullHoldCapacity, Passes);
        Filters = new SubscriptionFilters(options.EnablePropertyFilter);
        Statistics = new BrokerStatistics(options.ClusterName);
        Locks = new QueueLockTable(options.QueueLockLease, timeProvider);
        GroupTopics = new GroupTopics(Topics, Offsets, Consumers);
        DelayLevels = new DelayLevels(options.DelayLevels);
        DelaySignals = new DelaySignals(DelayLevels.Highest);
        Store = new MessageStore(
            StoreOptionsOf(options),
            timeProvider,
            new MessageArrivals(Holds, Changes, DelaySignals),
            loggers.CreateLogger<MessageStore>(),
            meter?.Store);
    }

    public MessageStore Store { get; }

    public DelayLevels DelayLevels { get; }

    public DelaySignals DelaySignals { get; }

    public TableFile TopicFile { get; }

    public TableFile GroupFile { get; }

    public TableFile OffsetFile { get; }

    public TableFile DelayOffsetFile { get; }

    public TableFile SettingsFile { get; }

    public BrokerSettings Settings { get; }

    public SystemTopics SystemTopics { get; }

    public TopicTable Topics { get; }

    public SubscriptionGroupTable Groups { get; }

    public ConsumerOffsetTable Offsets { get; }

    public DelayOffsetTable DelayOffsets { get; } = new();

    public ConsumerRegistry Consumers { get; }

    public ProducerRegistry Producers { get; }

    public QueueOwners Owners { get; }

    public PullHoldTable Holds { get; }

    public SubscriptionFilters Filters { get; }

    public BrokerStatistics Statistics { get; }

    public QueueLockTable Locks { get; }

    public ChangeVersions Changes { get; }

    public GroupTopics GroupTopics { get; }

    /// <summary>Reads what was saved; the store holds the folder by then.</summary>
    public void Load()
    {
        Topics.Load(SystemTopics.AtStart(), TopicFile.Load<TopicConfigTableBody>());
        Groups.Load(GroupFile.Load<SubscriptionGroupTableBody>());
        Offsets.Load(OffsetFile.Load<ConsumerOffsetBody>());
        if (DelayOffsetFile.Load<DelayOffsetBody>() is { } delayOffsets)
        {
            DelayOffsets.Load(delayOffsets);
        }
    }

    private long? EndOf(string topic, int queueId) => Store.FindEnd(topic, queueId);

    private bool Passes(string topic, int queueId, long offset, IMessageFilter filter) =>
        Store.Get(topic, queueId, offset, maxMessages: 1, filter).MessageCount > 0;

    private static StoreOptions StoreOptionsOf(BrokerOptions options)
    {
        var store = BaseStoreOptionsOf(options);
        return options.InMemoryBytes is { } bytes ? store with { InMemoryBytes = bytes } : store;
    }

    private static StoreOptions BaseStoreOptionsOf(BrokerOptions options) => new()
    {
        Folder = options.StoreFolder,
        StoreHost = HostAddress.Parse(options.Address),
        IsReplica = options.IsSlave,
        CommitLogFileBytes = options.CommitLogFileBytes,
        ConsumeQueueFileBytes = options.ConsumeQueueFileBytes,
        IndexSlots = options.IndexSlots,
        IndexItems = options.IndexItems,
        RetentionHours = options.RetentionHours,
        RetentionBytes = options.RetentionBytes,
        MaxMessageBytes = options.MaxMessageBytes,
        FlushSync = options.FlushSync,
        FlushInterval = options.StoreFlushInterval,
        DelayLevels = options.DelayLevels,
    };
}
