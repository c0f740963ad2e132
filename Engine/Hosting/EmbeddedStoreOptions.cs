namespace Engine.Hosting;

/// <summary>File sizes and retention of new stores. Mirrors RocketMQ's MessageStoreConfig.</summary>
public sealed class EmbeddedStoreOptions
{
    /// <summary>Bytes of a commit-log segment. <value>64 MiB</value></summary>
    public int SegmentBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>Bytes of a consume-queue file, a multiple of 20. <value>6,000,000</value></summary>
    public int ConsumeQueueFileBytes { get; set; } = 6_000_000;

    /// <summary>Hash slots of a key-index file. <value>5,000,000</value></summary>
    public int IndexSlots { get; set; } = 5_000_000;

    /// <summary>Places for items in a key-index file, 2 or more. <value>20,000,000</value></summary>
    public int IndexItems { get; set; } = 20_000_000;

    /// <summary>Hours a segment is kept; 0 = for ever. <value>72</value></summary>
    public int RetentionHours { get; set; } = 72;

    /// <summary>Bytes of a broker's log that are kept at most, whole segments; 0 = any number. <value>0</value></summary>
    public long RetentionBytes { get; set; }
}
