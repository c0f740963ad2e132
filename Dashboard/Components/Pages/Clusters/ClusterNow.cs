using Dashboard.Clusters;
using Engine.Admin;
using Engine.Admin.Clusters;
using Engine.Admin.Replication;

namespace Dashboard.Components.Pages.Clusters;

/// <summary>A cluster as its name servers and brokers tell it.</summary>
/// <param name="NameServers">Addresses.</param>
/// <param name="Registered">Brokers that the name servers know.</param>
/// <param name="Runtimes">What these say of themselves.</param>
/// <param name="Problem">Why the name servers tell nothing; null when they do.</param>
/// <param name="SampledAt">When that was read.</param>
internal sealed record ClusterNow(
    IReadOnlyList<string> NameServers,
    IReadOnlyList<BrokerView> Registered,
    IReadOnlyList<BrokerRuntime> Runtimes,
    string? Problem,
    DateTimeOffset SampledAt)
{
    /// <summary>How the replication stands; null while the name servers tell nothing.</summary>
    public ReplicationView? Replication { get; init; }

    /// <summary>
    /// A cluster whose name servers do not answer is shown from what is known of it: those of our own can be started here.
    /// </summary>
    public static async Task<ClusterNow> ReadAsync(IClusterGateway gateway, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            var view = await gateway.GetClusterAsync(cancellationToken);
            var replication = gateway.ReadReplicationAsync(cancellationToken);
            var runtimes = await gateway.ReadRuntimesAsync(cancellationToken);
            return new ClusterNow(view.NameServers, view.Brokers, runtimes, null, time.GetUtcNow()) { Replication = await replication };
        }
        catch (AdminException exception) when (exception.Kind == AdminErrorKind.Unreachable)
        {
            return new ClusterNow(gateway.NameServers, [], [], exception.Message, time.GetUtcNow());
        }
    }

    /// <summary>
    /// Registered brokers with what they say, and nodes that no name server knows; a node that does not run says nothing any more. Pure.
    /// </summary>
    public static IReadOnlyList<BrokerLine> Merge(
        IReadOnlyList<BrokerView> brokers,
        IReadOnlyList<BrokerRuntime> runtimes,
        IReadOnlyList<NodeView> nodes,
        ReplicationView? replication = null)
    {
        var registered = brokers.Select(broker => LineOf(broker, runtimes, NodeOf(nodes, broker.NodeName())) with
        {
            Replication = replication?.Nodes.FirstOrDefault(node => node.Node == broker.NodeName()),
        });
        var others = nodes
            .Where(node => !node.IsNameServer && brokers.All(broker => broker.NodeName() != node.Name))
            .Select(node => new BrokerLine(
                new BrokerView(node.Broker, node.BrokerId, node.IsSlave ? "slave" : "master", node.Address, "offline"), null, node));
        return [.. registered.Concat(others).OrderBy(line => line.Broker.Name, StringComparer.Ordinal).ThenBy(line => line.Broker.Id)];
    }

    private static BrokerLine LineOf(BrokerView broker, IReadOnlyList<BrokerRuntime> runtimes, NodeView? node)
    {
        var runtime = runtimes.FirstOrDefault(runtime => runtime.Broker.Name == broker.Name && runtime.Broker.Id == broker.Id);
        return new BrokerLine(broker, node is null or { State: NodeState.Running } ? runtime : null, node);
    }

    private static NodeView? NodeOf(IReadOnlyList<NodeView> nodes, string name) =>
        nodes.FirstOrDefault(node => !node.IsNameServer && node.Name == name);
}
