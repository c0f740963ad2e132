namespace Engine.Store.Recovery;

/// <summary>What a start finds before it reads the log.</summary>
internal sealed record RecoveryFacts
{
    /// <summary>Whether the last stop was a clean one.</summary>
    public required bool IsClean { get; init; }

    /// <summary>The log's first byte.</summary>
    public required long LogStart { get; init; }

    /// <summary>Behind the last record a queue knows; -1 when no such record is valid.</summary>
    public required long DispatchedEnd { get; init; }

    /// <summary>Store time in ms of that record; 0 when there is none.</summary>
    public long DispatchedTime { get; init; }

    /// <summary>Whether the catalog is missing, or queues are not what it says.</summary>
    public required bool AreQueuesIncomplete { get; init; }

    /// <summary>Store time in ms that the checkpoint says; 0 when there is none.</summary>
    public long CheckpointTime { get; init; }

    /// <summary>Store time in ms up to which everything is believed to be on the disk.</summary>
    public required long TrustedTime { get; init; }

    /// <summary>Files of the log that hold records: where they start and the store time of their first record, in order.</summary>
    public required IReadOnlyList<(long Start, long FirstStoreTime)> Files { get; init; }
}
