using Engine.Store.Integrity;

namespace Engine.Store.Recovery;

/// <summary>What a start did to the store.</summary>
internal sealed record RecoveryReport
{
    /// <summary>Log offset at which reading began.</summary>
    public required long ScannedFrom { get; init; }

    /// <summary>Where the log goes on; what stood behind it was cut.</summary>
    public required long LogEnd { get; init; }

    /// <summary>Records read.</summary>
    public required long Records { get; init; }

    /// <summary>Store time in ms of the newest record, 0 when there is none.</summary>
    public required long LastStoreTime { get; init; }

    /// <summary>Bytes dropped behind the last good record.</summary>
    public long BytesCut { get; init; }

    /// <summary>Entries dropped from queues because the log ends before their messages.</summary>
    public long EntriesCut { get; init; }

    /// <summary>Damage between good records, the first places.</summary>
    public IReadOnlyList<DamagedPlace> Damage { get; init; } = [];
}
