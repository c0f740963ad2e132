namespace Engine.Admin.Replication;

/// <summary>How one process of a broker stands in its replication; what is unknown is null.</summary>
/// <param name="Broker">Broker name.</param>
/// <param name="Id">0 = master, above 0 = slave.</param>
/// <param name="Node">As it is called: the broker name, of a slave with its id behind, as "broker-a-1".</param>
/// <param name="Address">"ip:port".</param>
public sealed record ReplicationNode(string Broker, long Id, string Node, string Address)
{
    /// <summary>ASYNC_MASTER, SYNC_MASTER or SLAVE.</summary>
    public string? Role { get; init; }

    /// <summary>End of its log; of a slave up to where it has its master's.</summary>
    public long? Offset { get; init; }

    /// <summary>A slave's bytes to its master's end, or where that is down to what it said last; 0 of a master.</summary>
    public long? BytesBehind { get; init; }

    /// <summary>
    /// Age of the first message that a slave has not, s; where its master is down, how far it was behind when it last heard it. 0 of a
    /// master.
    /// </summary>
    public double? SecondsBehind { get; init; }

    /// <summary>Whether a slave has had all of its master's since it connected last.</summary>
    public bool? IsCaughtUp { get; init; }

    /// <summary>Whether a slave is connected to its master.</summary>
    public bool? IsConnected { get; init; }

    /// <summary>When a slave last heard its master.</summary>
    public DateTimeOffset? MasterSeenAt { get; init; }

    /// <summary>Slaves that are connected to a master.</summary>
    public int? Slaves { get; init; }

    /// <summary>Those of them that are not too far behind.</summary>
    public int? SlavesInSync { get; init; }

    /// <summary>Of a slave that tells them.</summary>
    public IReadOnlyList<ReplicationTable> Tables { get; init; } = [];

    /// <summary>Why it does not answer, or does not follow, in a sentence; null when it does.</summary>
    public string? Problem { get; init; }

    /// <summary>Whether it answered.</summary>
    public bool HasAnswered { get; init; }
}
