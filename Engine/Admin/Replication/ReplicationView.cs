namespace Engine.Admin.Replication;

/// <summary>How the replication of a cluster stands.</summary>
/// <param name="Nodes">Every registered process of every broker, by broker name and id.</param>
/// <param name="SampledAt">When it was read.</param>
public sealed record ReplicationView(IReadOnlyList<ReplicationNode> Nodes, DateTimeOffset SampledAt)
{
    /// <summary>Who did not answer.</summary>
    public IReadOnlyList<string> Silent => [.. Nodes.Where(node => !node.HasAnswered).Select(node => node.Node)];
}
