using Engine.Admin.Replication;

namespace Dashboard.Api.Contracts;

/// <summary>How the replication of a cluster stands: every registered broker process, and the names of those that did not answer.</summary>
internal sealed record ReplicationContract(
    IReadOnlyList<ReplicationNodeContract> Nodes, IReadOnlyList<string> Silent, DateTimeOffset SampledAt)
{
    public static ReplicationContract Of(ReplicationView view) =>
        new([.. view.Nodes.Select(ReplicationNodeContract.Of)], view.Silent, view.SampledAt);
}
