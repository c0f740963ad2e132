using Engine.Protocol.Messages;
using Engine.Store;

namespace Engine.Broker;

/// <summary>Settings of one broker, with RocketMQ's defaults. Mirrors BrokerConfig and MessageStoreConfig.</summary>
internal sealed record BrokerOptions
{
    public required string ClusterName { get; init; }

    public required string BrokerName { get; init; }

    /// <summary>0 = master.</summary>
    public long BrokerId { get; init; }

    /// <summary>What it is for the others of its name (brokerRole); a slave has an id above 0.</summary>
    public BrokerRole Role { get; init; }

    public bool IsSlave => Role == BrokerRole.Slave;

    /// <summary>"ip:port" where slaves are served; null = nowhere, for a broker that nobody follows.</summary>
    public string? HaAddress { get; init; }

    /// <summary>"ip:port" of a slave's master; null = what the name servers answer its registration.</summary>
    public string? MasterAddress { get; init; }

    /// <summary>"ip:port" where a slave's master serves slaves (haMasterAddress); null as for <see cref="MasterAddress"/>.</summary>
    public string? MasterHaAddress { get; init; }

    /// <summary>Whether consumers may be sent to slaves, and slaves answer them (slaveReadEnable).</summary>
    public bool SlaveReadEnable { get; init; }

    /// <summary>From a slave's start to its first look at its master's tables.</summary>
    public TimeSpan SlaveSyncFirstDelay { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Between two looks of a slave at its master's tables.</summary>
    public TimeSpan SlaveSyncPeriod { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a synchronous master waits for a slave before it answers FLUSH_SLAVE_TIMEOUT (slaveTimeout).</summary>
    public TimeSpan SlaveTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>A slave that lies further behind counts as not available (haSlaveFallbehindMax), bytes.</summary>
    public long HaSlaveFallBehindMax { get; init; } = 256 * 1024 * 1024;

    /// <summary>Largest piece of the log that goes to a slave at once (haTransferBatchSize), bytes.</summary>
    public int HaTransferBatchBytes { get; init; } = 32 * 1024;

    /// <summary>After so much silence either side of a replication says something (haSendHeartbeatInterval).</summary>
    public TimeSpan HaHeartbeatInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>After so much silence of the other side a replication's connection is closed (haHousekeepingInterval).</summary>
    public TimeSpan HaIdleTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>From a failed connection of a slave to its master to the next attempt.</summary>
    public TimeSpan HaReconnectDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>"ip:port" that clients are told.</summary>
    public required string Address { get; init; }

    /// <summary>"ip:port" of every name server.</summary>
    public IReadOnlyList<string> NameServers { get; init; } = [];

    /// <summary>RocketMQ's storePathRootDir; the tables lie in its folder config.</summary>
    public required string StoreFolder { get; init; }

    public long CommitLogFileBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>A multiple of 20.</summary>
    public int ConsumeQueueFileBytes { get; init; } = 6_000_000;

    /// <summary>Hash slots of a key-index file.</summary>
    public int IndexSlots { get; init; } = 5_000_000;

    /// <summary>Places for items in a key-index file, 2 or more.</summary>
    public int IndexItems { get; init; } = 20_000_000;

    /// <summary>0 = for ever.</summary>
    public int RetentionHours { get; init; } = 72;

    /// <summary>Bytes of the log that are kept at most; 0 = any number.</summary>
    public long RetentionBytes { get; init; }

    /// <summary>Whether a send is answered only when its message is on the disk itself (flushDiskType).</summary>
    public bool FlushSync { get; init; }

    /// <summary>Senders that may wait for the disk at the same time; one more keeps its place in the send lane meanwhile.</summary>
    public int FlushWaitCapacity { get; init; } = 10_000;

    public TimeSpan StoreFlushInterval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Distance from the log's end up to which a message counts as being in memory (B4); null = 40 % of the machine's.</summary>
    public long? InMemoryBytes { get; init; }

    /// <summary>Largest body that is accepted.</summary>
    public int MaxMessageBytes { get; init; } = MessageLimits.MaxBodyBytes;

    /// <summary>How long a query by key waits for the key index to reach the log's end; clients wait 18 s for it.</summary>
    public TimeSpan KeyIndexWait { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether a send makes an unknown topic (autoCreateTopicEnable).</summary>
    public bool AutoCreateTopic { get; init; } = true;

    /// <summary>Whether a heartbeat or a pull makes an unknown group (autoCreateSubscriptionGroup).</summary>
    public bool AutoCreateSubscriptionGroup { get; init; } = true;

    /// <summary>Queues of the template topic.</summary>
    public int DefaultTopicQueueNums { get; init; } = 8;

    public string Region { get; init; } = "DefaultRegion";

    /// <summary>Delay of each level, lowest first: a number and s, m, h or d (messageDelayLevel).</summary>
    public string DelayLevels { get; init; } = StoreOptions.DefaultDelayLevels;

    public TimeSpan OffsetFlushFirstDelay { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan OffsetFlushPeriod { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>From the start to the first saving of the delay offsets, and between two (flushDelayOffsetInterval).</summary>
    public TimeSpan DelayOffsetFlushPeriod { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan RegistrationFirstDelay { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan RegistrationPeriod { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan RegistrationTimeout { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>First and further looks for silent clients.</summary>
    public TimeSpan ClientScanPeriod { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Silence after which a client counts as gone.</summary>
    public TimeSpan ClientExpiry { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>
    /// Whether consumers may filter by properties with SQL92 expressions (enablePropertyFilter). RocketMQ's default is off; here it is on,
    /// since nothing has to be prepared for it.
    /// </summary>
    public bool EnablePropertyFilter { get; init; } = true;

    /// <summary>Whether sends of transactional messages are refused (rejectTransactionMessage).</summary>
    public bool RejectTransactionMessage { get; init; }

    /// <summary>How long a transaction may take before its producer is asked for it (transactionTimeOut).</summary>
    public TimeSpan TransactionTimeout { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>How often a producer is asked for a transaction before it is given up (transactionCheckMax).</summary>
    public int TransactionCheckMax { get; init; } = 15;

    /// <summary>Between two rounds of asking (transactionCheckInterval).</summary>
    public TimeSpan TransactionCheckInterval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a queue stays locked for the member that asked for it, unless it asks again (D7).</summary>
    public TimeSpan QueueLockLease { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Pulls held at the same time; one more is answered SYSTEM_BUSY.</summary>
    public int PullHoldCapacity { get; init; } = 100_000;

    /// <summary>Longest hold of a pull, whatever the request asks for.</summary>
    public TimeSpan PullHoldLimit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>AWAIT_CHANGE requests held at the same time; one more is answered SYSTEM_BUSY.</summary>
    public int ChangeHoldCapacity { get; init; } = 10_000;
}
