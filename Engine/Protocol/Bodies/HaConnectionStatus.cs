namespace Engine.Protocol.Bodies;

/// <summary>One slave as its master sees it. Mirrors HAConnectionRuntimeInfo of 5.x.</summary>
internal sealed record HaConnectionStatus
{
    /// <summary>"ip:port" of the slave's side of the connection.</summary>
    public required string Addr { get; init; }

    /// <summary>Log offset up to which it has everything; -1 before its first report.</summary>
    public long SlaveAckOffset { get; init; }

    /// <summary>Bytes from there to the master's end.</summary>
    public long Diff { get; init; }

    public bool InSync { get; init; }

    /// <summary>Bytes sent in the last second.</summary>
    public long TotalTransferredByteInSecond { get; init; }

    /// <summary>Where sending began on this connection.</summary>
    public long TransferFromWhere { get; init; }

    /// <summary>Ours: why it was turned away, within the last minute, in words; null for one that is served.</summary>
    public string? Problem { get; init; }
}
