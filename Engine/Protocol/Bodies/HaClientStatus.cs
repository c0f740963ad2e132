namespace Engine.Protocol.Bodies;

/// <summary>A slave's side of its replication. Mirrors HAClientRuntimeInfo of 5.x, whose fields come first; the rest is ours.</summary>
internal sealed record HaClientStatus
{
    /// <summary>"ip:port" where its master serves slaves; null while it knows none.</summary>
    public string? MasterAddr { get; init; }

    /// <summary>Bytes received in the last second.</summary>
    public long TransferredByteInSecond { get; init; }

    /// <summary>End of the slave's log.</summary>
    public long MaxOffset { get; init; }

    /// <summary>When it heard its master last, ms since 1970; 0 = never.</summary>
    public long LastReadTimestamp { get; init; }

    /// <summary>When it reported last, ms since 1970; 0 = never.</summary>
    public long LastWriteTimestamp { get; init; }

    /// <summary>Whether it is connected to its master.</summary>
    public bool IsActivated { get; init; }

    /// <summary>Ours: store time of its newest message, ms since 1970; 0 = none.</summary>
    public long LastStoreTimestamp { get; init; }

    /// <summary>Ours: whether it has had all that its master told it of, since it connected last.</summary>
    public bool HasCaughtUp { get; init; }

    /// <summary>Ours: why it does not follow, in a sentence; null while it does, or tries to.</summary>
    public string? Problem { get; init; }

    /// <summary>Ours: how its tables stand to its master's.</summary>
    public IReadOnlyList<HaTableStatus> Tables { get; init; } = [];
}
