namespace Engine.Protocol.Bodies;

/// <summary>
/// How replication stands, of a master or of a slave: the answer to GET_BROKER_HA_STATUS (907). Mirrors HARuntimeInfo of 5.x; brokers that
/// do not know the request are of 4.x.
/// </summary>
internal sealed record BrokerHaStatusBody : ICommandBody
{
    /// <summary>Whether a master speaks.</summary>
    public bool Master { get; init; }

    /// <summary>End of the master's log; for a slave what its master said last, -1 when it never did.</summary>
    public long MasterCommitLogMaxOffset { get; init; }

    /// <summary>Slaves that are not too far behind.</summary>
    public int InSyncSlaveNums { get; init; }

    /// <summary>A master's connected slaves.</summary>
    public IReadOnlyList<HaConnectionStatus> HaConnectionInfo { get; init; } = [];

    /// <summary>A slave's own side.</summary>
    public HaClientStatus HaClientRuntimeInfo { get; init; } = new();
}
