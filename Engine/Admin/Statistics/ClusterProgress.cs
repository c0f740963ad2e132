using Engine.Admin.Replication;

namespace Engine.Admin.Statistics;

/// <summary>All groups and topics of a cluster at one moment; brokers that did not answer are named.</summary>
/// <param name="Groups">By name.</param>
/// <param name="Topics">By name, system topics included.</param>
/// <param name="Unreachable">Broker names whose part is missing.</param>
/// <param name="SampledAt">When it was read.</param>
/// <param name="Source">"push" when the brokers can signal changes, "poll 1 s" otherwise.</param>
public sealed record ClusterProgress(
    IReadOnlyList<GroupFigures> Groups,
    IReadOnlyList<TopicFigures> Topics,
    IReadOnlyList<string> Unreachable,
    DateTimeOffset SampledAt,
    string Source)
{
    /// <summary>Brokers whose master is down and whose figures are a slave's; empty when there is none.</summary>
    public IReadOnlyList<SlaveReading> SlaveReadings { get; init; } = [];
}
