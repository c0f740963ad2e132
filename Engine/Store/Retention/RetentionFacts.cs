namespace Engine.Store.Retention;

/// <summary>What a round of the retention duty finds.</summary>
internal sealed record RetentionFacts
{
    /// <summary>ms since 1970.</summary>
    public required long Now { get; init; }

    /// <summary>The log files that may go, oldest first; the one that is written to is none of them. Read as far as files go.</summary>
    public required IEnumerable<LogSegment> Segments { get; init; }

    /// <summary>Bytes in the log.</summary>
    public required long LogBytes { get; init; }

    /// <summary>Size of a log file.</summary>
    public required long SegmentBytes { get; init; }

    /// <summary>The store's disk; null when the system does not say.</summary>
    public DiskSpace? Disk { get; init; }
}
