using Engine.Admin.Replication;

namespace Dashboard.Api.Contracts;

/// <summary>
/// One broker process. Role is ASYNC_MASTER, SYNC_MASTER or SLAVE. Offset is the end of its log; bytes and seconds behind are a slave's and
/// 0 of a master; what is not known, as seconds of brokers of 4.x, is null.
/// </summary>
internal sealed record ReplicationNodeContract(
    string Node,
    string Broker,
    long Id,
    string? Role,
    string Address,
    long? Offset,
    long? BytesBehind,
    double? SecondsBehind,
    bool? CaughtUp,
    bool? Connected,
    DateTimeOffset? MasterSeenAt,
    int? Slaves,
    int? SlavesInSync,
    IReadOnlyList<ReplicationTable> Tables,
    string? Problem)
{
    public static ReplicationNodeContract Of(ReplicationNode node) => new(
        node.Node,
        node.Broker,
        node.Id,
        node.Role,
        node.Address,
        node.Offset,
        node.BytesBehind,
        node.SecondsBehind,
        node.IsCaughtUp,
        node.IsConnected,
        node.MasterSeenAt,
        node.Slaves,
        node.SlavesInSync,
        node.Tables,
        node.Problem);
}
