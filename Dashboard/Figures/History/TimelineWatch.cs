using Dashboard.Figures.Sampling;
using Engine.Admin.Clusters;

namespace Dashboard.Figures.History;

/// <summary>
/// Tells what happened from one sample of a cluster to the next. The first sample is where it begins from: it tells nothing. While a broker
/// does not answer, a member or group that is not seen has not gone. Not safe for many threads.
/// </summary>
internal sealed class TimelineWatch(string cluster)
{
    private Dictionary<string, GroupMemory>? _groups;
    private readonly SlaveMemory _slaves = new(cluster);
    private Dictionary<string, BrokerView> _nodes = new(StringComparer.Ordinal);

    internal IReadOnlyList<TimelineEvent> Next(ClusterSample sample)
    {
        var isFirst = _groups is null;
        _groups ??= new(StringComparer.Ordinal);
        var events = new List<TimelineEvent>();
        CompareNodes(sample.Overview, events);
        _slaves.Next(sample, events);
        foreach (var group in sample.Groups.Values)
        {
            if (!_groups.TryGetValue(group.Summary.Name, out var memory))
                _groups.Add(group.Summary.Name, memory = new GroupMemory(cluster, group.Summary.Name));

            memory.Next(group, isWhole: sample.Overview.Unreachable.Count == 0, events);
        }

        if (sample.Overview.Unreachable.Count == 0)
            ForgetGone(sample, events);

        return isFirst ? [] : events;
    }

    /// <summary>A group that is gone has lost its members.</summary>
    private void ForgetGone(ClusterSample sample, List<TimelineEvent> events)
    {
        foreach (var (name, memory) in _groups!.Where(one => !sample.Groups.ContainsKey(one.Key)).ToArray())
        {
            memory.LeaveAll(sample.Overview.SampledAt, events);
            _groups!.Remove(name);
        }
    }

    private void CompareNodes(OverviewSnapshot overview, List<TimelineEvent> events)
    {
        var now = overview.Brokers
            .Where(broker => broker.State == "online" && !overview.Unreachable.Contains(broker.Name))
            .DistinctBy(broker => (broker.Name, broker.Id))
            .ToDictionary(broker => broker.NodeName(), StringComparer.Ordinal);
        foreach (var (_, node) in now.Where(one => !_nodes.ContainsKey(one.Key)))
            events.Add(Node(TimelineKind.NodeStarted, node));

        foreach (var (_, node) in _nodes.Where(one => !now.ContainsKey(one.Key)))
            events.Add(Node(IsKilled(node) ? TimelineKind.NodeKilled : TimelineKind.NodeStopped, node));

        _nodes = now;

        bool IsKilled(BrokerView broker) =>
            overview.Nodes.Any(node => node.Name == broker.NodeName() && node.State == NodeState.Killed);

        TimelineEvent Node(TimelineKind kind, BrokerView broker) =>
            new(overview.SampledAt, cluster, string.Empty, kind, $"{broker.NodeName()} ({broker.Role})", 0, []);
    }
}
