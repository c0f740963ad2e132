using System.Globalization;
using Dashboard.Figures.Sampling;
using Engine.Admin.Replication;

namespace Dashboard.Figures.History;

/// <summary>
/// What was last seen of a cluster's slaves, and what happened to them since. Who does not answer has not changed. Not safe for many
/// threads.
/// </summary>
internal sealed class SlaveMemory(string cluster)
{
    private Dictionary<string, ReplicationNode> _slaves = new(StringComparer.Ordinal);
    private HashSet<string> _serving = new(StringComparer.Ordinal);
    private DateTimeOffset? _readAt;

    /// <summary>Adds what happened; a view of the replication that was seen before tells nothing again.</summary>
    internal void Next(ClusterSample sample, List<TimelineEvent> events)
    {
        Serve(sample, events);
        if (sample.Overview.Replication is not { } view || view.SampledAt == _readAt)
            return;

        _readAt = view.SampledAt;
        var now = new Dictionary<string, ReplicationNode>(StringComparer.Ordinal);
        foreach (var slave in view.Nodes.Where(node => node.Id > 0))
        {
            var before = _slaves.GetValueOrDefault(slave.Node);
            now[slave.Node] = slave.HasAnswered || before is null ? slave : before;
            if (slave.HasAnswered)
                Compare(before, slave, view.SampledAt, events);
        }

        foreach (var gone in _slaves.Values.Where(slave => slave.IsConnected == true && !now.ContainsKey(slave.Node)))
            events.Add(Event(TimelineKind.SlaveLeft, gone.Node, view.SampledAt));

        _slaves = now;
    }

    private void Compare(ReplicationNode? before, ReplicationNode now, DateTimeOffset at, List<TimelineEvent> events)
    {
        if (now.IsConnected == true && before?.IsConnected != true)
            events.Add(Event(TimelineKind.SlaveJoined, now.Node, at));

        if (now.IsConnected == false && before?.IsConnected == true)
            events.Add(Event(TimelineKind.SlaveLeft, now.Node, at));

        if (now.IsCaughtUp == true && before?.IsCaughtUp != true)
            events.Add(Event(TimelineKind.SlaveCaughtUp, now.Node, at));

        if (now.Problem is { } problem && before?.Problem is null)
            events.Add(Event(TimelineKind.SlaveDiverged, now.Node, at, problem));
    }

    /// <summary>A slave serves when its master is down and a member of a group pulls from it.</summary>
    private void Serve(ClusterSample sample, List<TimelineEvent> events)
    {
        if (sample.Overview.SlaveReadings.Count == 0 && _serving.Count == 0)
            return;

        var owned = sample.Groups.Values.SelectMany(group => group.Queues).Where(row => row.Owner is not null).Select(row => row.Broker)
            .ToHashSet(StringComparer.Ordinal);
        var serving = sample.Overview.SlaveReadings.Where(reading => _serving.Contains(reading.Node) || owned.Contains(reading.Broker))
            .ToList();
        foreach (var reading in serving.Where(reading => !_serving.Contains(reading.Node)))
        {
            string[] details = reading.SecondsBehind is { } seconds
                ? [string.Create(CultureInfo.InvariantCulture, $"{reading.Node}: {seconds:0.0} s behind when it last heard its master")]
                : [];
            events.Add(Event(TimelineKind.SlaveServes, reading.Node, sample.Overview.SampledAt, details));
        }

        _serving = [.. serving.Select(reading => reading.Node)];
    }

    private TimelineEvent Event(TimelineKind kind, string node, DateTimeOffset at, params string[] details) =>
        new(at, cluster, string.Empty, kind, node, 0, details);
}
