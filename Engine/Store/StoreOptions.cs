using Engine.Protocol.Messages;
using Engine.Store.Files;
using Engine.Store.Keys;
using Engine.Store.Retention;

namespace Engine.Store;

/// <summary>How a store works. File sizes count for new stores; an existing store keeps the sizes of its files.</summary>
internal sealed record StoreOptions
{
    internal const string DefaultDelayLevels = "1s 5s 10s 30s 1m 2m 3m 4m 5m 6m 7m 8m 9m 10m 20m 30m 1h 2h";

    /// <summary>RocketMQ's storePathRootDir.</summary>
    public required string Folder { get; init; }

    /// <summary>Address written into every record and message id: this broker's, or its master's.</summary>
    public required HostAddress StoreHost { get; init; }

    /// <summary>Whether it follows the log of another store: it refuses every other append then.</summary>
    public bool IsReplica { get; init; }

    /// <summary>Size of a commit-log file. Disk blocks are taken as they are written.</summary>
    public long CommitLogFileBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Size of a consume-queue file, a multiple of 20.</summary>
    public int ConsumeQueueFileBytes { get; init; } = 6_000_000;

    /// <summary>Hash slots of a key-index file, 1 or more.</summary>
    public int IndexSlots { get; init; } = IndexShape.Usual.Slots;

    /// <summary>Places for items in a key-index file, 2 or more.</summary>
    public int IndexItems { get; init; } = IndexShape.Usual.Items;

    /// <summary>How long messages are kept, in hours; 0 for ever.</summary>
    public int RetentionHours { get; init; } = 72;

    /// <summary>Bytes of the log that are kept at most; 0 for any number.</summary>
    public long RetentionBytes { get; init; }

    /// <summary>When the disk counts as filling up.</summary>
    public DiskLimits DiskLimits { get; init; } = new();

    /// <summary>Largest body.</summary>
    public int MaxMessageBytes { get; init; } = MessageLimits.MaxBodyBytes;

    /// <summary>How much of the log's end is kept in memory for readers; a power of two.</summary>
    public int RecentBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>
    /// Distance from the log's end up to which a message counts as being in memory; RocketMQ takes 40 % of the machine's.
    /// </summary>
    public long InMemoryBytes { get; init; } = (long)(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes * 0.4);

    /// <summary>Delay of each level, lowest first: a number and s, m, h or d.</summary>
    public string DelayLevels { get; init; } = DefaultDelayLevels;

    /// <summary>
    /// Whether a sender is answered only when its message is on the disk itself (flushDiskType SYNC_FLUSH), unless it does not want to
    /// wait.
    /// </summary>
    public bool FlushSync { get; init; }

    /// <summary>How long a sender waits at most for the disk, before it is told FLUSH_DISK_TIMEOUT (syncFlushTimeout).</summary>
    public TimeSpan FlushTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often the log is looked at (flushIntervalCommitLog).</summary>
    public TimeSpan FlushInterval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Pages of 4 KiB in the log that are worth a flush to the disk itself (flushCommitLogLeastPages).</summary>
    public int FlushPages { get; init; } = 4;

    /// <summary>How often everything goes to the disk, however little it is (flushCommitLogThoroughInterval).</summary>
    public TimeSpan FlushThoroughInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How files of the log and the queues are read.</summary>
    internal ISegmentReads Reads { get; init; } = SystemReads.Instance;
}
