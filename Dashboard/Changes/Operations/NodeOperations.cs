using Dashboard.Changes.Audit;
using Dashboard.Clusters;
using Engine.Admin;
using Engine.Admin.Clusters;

namespace Dashboard.Changes.Operations;

/// <summary>Stops, starts and kills nodes of an embedded cluster, each under its audit entry.</summary>
internal sealed class NodeOperations(ClusterRegistry clusters, ClusterChangers changers, AuditedChange changes)
{
    /// <summary>
    /// Does it and says what the node is then. Once begun it goes to its end, also when the asker leaves. An unknown node, and one whose
    /// state does not allow it, is an <see cref="AdminException"/> without an entry: nothing was about to happen.
    /// </summary>
    public async Task<NodeView> ChangeAsync(
        string cluster, string node, NodeAction action, Actor actor, string? reason, CancellationToken cancellationToken)
    {
        var changer = changers.Require(cluster);
        var gateway = clusters.Get(cluster);
        if (!gateway.IsReady)
        {
            throw StartingCluster.Refusal(cluster);
        }

        var found = Find(gateway, node);
        if (!found.Allows(action))
        {
            throw new AdminException(AdminErrorKind.Conflict, $"{found.Name} is {Words(found.State)}; {Words(action)} does nothing.")
            {
                Field = "node",
            };
        }

        var entry = new AuditEntry(actor, cluster, NameOf(action), found.Name, reason, "{}");
        await changes.RunAsync(
            entry, _ => changer.ChangeNodeAsync(found.Name, action, CancellationToken.None), cancellationToken);
        return Find(gateway, found.Name);
    }

    /// <summary>
    /// Sees to it that a broker has a slave that runs: one that is there is started when it does not, otherwise the broker gets one. Says
    /// which.
    /// </summary>
    public async Task<NodeView> EnsureSlaveAsync(
        string cluster, string broker, Actor actor, string? reason, CancellationToken cancellationToken)
    {
        var changer = changers.Require(cluster);
        var slaves = clusters.Get(cluster).Nodes.Where(node => node.IsSlave && node.Broker == broker).ToList();
        if (slaves.FirstOrDefault(slave => slave.State is NodeState.Running or NodeState.Starting) is { } running)
        {
            return running;
        }

        if (slaves.FirstOrDefault(slave => slave.Allows(NodeAction.Start)) is { } resting)
        {
            return await ChangeAsync(cluster, resting.Name, NodeAction.Start, actor, reason, cancellationToken);
        }

        var entry = new AuditEntry(actor, cluster, AuditActions.NodeAddSlave, broker, reason, "{}");
        return await changes.RunAsync(
            entry, (_, _) => changer.AddSlaveAsync(broker, CancellationToken.None), static _ => AuditOutcome.Done, cancellationToken);
    }

    private static NodeView Find(IClusterGateway gateway, string node)
    {
        if (gateway.Kind != ClusterKind.Embedded)
        {
            throw new AdminException(
                AdminErrorKind.Conflict,
                $"The nodes of the cluster '{gateway.Name}' are not run by this console; stop them where they run.");
        }

        return gateway.Nodes.FirstOrDefault(one => one.Name == node && !one.IsNameServer)
            ?? gateway.Nodes.FirstOrDefault(one => one.Name == node || one.Address == node)
            ?? throw new AdminException(
                AdminErrorKind.NodeNotFound,
                $"The cluster '{gateway.Name}' has no node '{node}'; there is {string.Join(", ", gateway.Nodes.Select(one => one.Name))}.")
            {
                Field = "node",
            };
    }

    private static string NameOf(NodeAction action) => action switch
    {
        NodeAction.Start => AuditActions.NodeStart,
        NodeAction.Kill => AuditActions.NodeKill,
        _ => AuditActions.NodeStop,
    };

    private static string Words(NodeAction action) => action switch
    {
        NodeAction.Start => "start",
        NodeAction.Kill => "kill",
        _ => "stop",
    };

    private static string Words(NodeState state) => state switch
    {
        NodeState.Running => "running",
        NodeState.Starting => "starting",
        NodeState.Stopping => "stopping",
        NodeState.Killed => "killed",
        _ => "stopped",
    };
}
