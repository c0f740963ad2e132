using Engine.Broker.Clients;
using Engine.Broker.Delays;
using Engine.Broker.Offsets;
using Engine.Broker.Registration;
using Engine.Broker.Replication;
using Engine.Broker.Sending;
using Engine.Broker.Settings;
using Engine.Broker.Statistics;
using Engine.Broker.Topics;
using Engine.Broker.Transactions;
using Engine.Protocol.Messages;
using Engine.Remoting.Outbound;
using Microsoft.Extensions.Logging;

namespace Engine.Broker;

/// <summary>What a broker does by itself: registering, saving offsets, looking after clients.</summary>
internal sealed class BrokerDuties
{
    public BrokerDuties(
        BrokerOptions options,
        BrokerTables tables,
        BrokerNetwork network,
        IRemotingClient client,
        TimeProvider timeProvider,
        ILogger logger)
    {
        Replication = new BrokerReplication(options, tables.Store, network, client, timeProvider, logger);
        Registration = new NameServerRegistration(tables.Settings, tables.Topics, Replication.Master, client, logger);
        SettingsWriter = new BrokerSettingsWriter(tables.Settings, tables.SettingsFile, tables.Topics, Registration, timeProvider);
        RegistrationLoop = new RegistrationLoop(Registration, options, timeProvider, logger);
        Saving = new TableSaving(options, tables, timeProvider, logger);
        TopicWriter = new TopicWriter(tables.Topics, tables.TopicFile, Registration, tables.Changes);
        Intake = new MessageIntake(
            tables.Store, Replication.Safety, new DelayRewrite(tables.DelayLevels), tables.Statistics, timeProvider);
        StatsSampling = new StatsSamplingLoop(tables.Statistics, options.BrokerName, timeProvider, logger);
        DelayDelivery = new DelayDelivery(
            options.BrokerName, LevelsOf(tables, Intake, timeProvider, logger), tables.DelaySignals, timeProvider, logger);
        Halves = new HalfQueue(tables.Store, TopicWriter, Replication.Safety, HostAddress.Parse(options.Address), timeProvider);
        var rules = new HalfRules(options.TransactionTimeout, options.TransactionCheckMax, TimeSpan.FromHours(options.RetentionHours));
        var check = new TransactionCheck(
            Halves, rules, new ProducerCheck(tables.Producers, logger), tables.Offsets, timeProvider, logger);
        TransactionCheck = new TransactionCheckLoop(check, options, timeProvider, logger);
        Notifier = new MemberNotifier(tables.Consumers, logger);
        Membership = new GroupMembership(tables.Consumers, tables.Groups, tables.Offsets, tables.Owners, Notifier);
        Expiry = new ClientExpiryLoop(Membership, tables.Consumers, tables.Producers, options, timeProvider, logger);
        var deleted = new DeletedTopics(tables, new TopicDeletion(TopicWriter, tables, OffsetFlush));
        SlaveTables = options.IsSlave
            ? new SlaveTables(
                new MasterTables(tables, deleted, OffsetFlush).All(),
                Replication.Master,
                Registration,
                client,
                SlaveClock.Of(options, timeProvider),
                logger)
            : null;
        Replication.Tables = SlaveTables;
    }

    public BrokerReplication Replication { get; }

    /// <summary>Null for a master.</summary>
    public SlaveTables? SlaveTables { get; }

    public NameServerRegistration Registration { get; }

    public BrokerSettingsWriter SettingsWriter { get; }

    public RegistrationLoop RegistrationLoop { get; }

    public TableSaving Saving { get; }

    public OffsetFlushLoop OffsetFlush => Saving.ConsumerOffsets;

    public ClientExpiryLoop Expiry { get; }

    public GroupMembership Membership { get; }

    public MemberNotifier Notifier { get; }

    public TopicWriter TopicWriter { get; }

    public MessageIntake Intake { get; }

    public DelayDelivery DelayDelivery { get; }

    public StatsSamplingLoop StatsSampling { get; }

    public HalfQueue Halves { get; }

    public TransactionCheckLoop TransactionCheck { get; }

    private static IEnumerable<DelayLevel> LevelsOf(
        BrokerTables tables, MessageIntake intake, TimeProvider timeProvider, ILogger logger) =>
        Enumerable.Range(1, tables.DelayLevels.Highest)
            .Select(level => new LevelDelay(level, tables.DelayLevels.Of(level)))
            .Select(delay => new DelayLevel(delay, tables.DelayOffsets, tables.Store, intake, timeProvider, logger));
}
