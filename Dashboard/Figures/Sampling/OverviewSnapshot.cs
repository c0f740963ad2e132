using System.Text.Json.Serialization;
using Engine.Admin.Clusters;
using Engine.Admin.Replication;

namespace Dashboard.Figures.Sampling;

/// <summary>One sample of a whole cluster, shared by all who look at it.</summary>
/// <param name="Cluster">Cluster name.</param>
/// <param name="TotalLag">Sum of the known lags of all groups.</param>
/// <param name="LagUnknownQueues">Queues whose lag is not in the sum.</param>
/// <param name="ProduceRate">Messages per second that arrive on user topics.</param>
/// <param name="ConsumeRate">Messages per second that groups commit.</param>
/// <param name="Verdict">The worst of the groups'; null without a queue.</param>
/// <param name="Groups">By name.</param>
/// <param name="Topics">By name, system topics included.</param>
/// <param name="Brokers">By name, then id.</param>
/// <param name="Unreachable">Broker names whose part is missing.</param>
/// <param name="Rates">The last 120 s, oldest first, one per second.</param>
/// <param name="SampledAt">When the offsets were read; stands still while the cluster does not answer.</param>
/// <param name="Source">"push", "poll 1 s", or "stale" while the cluster does not answer.</param>
/// <param name="Sequence">Grows with each snapshot of the cluster.</param>
/// <param name="Problem">Why the cluster does not answer; null when it does.</param>
internal sealed record OverviewSnapshot(
    string Cluster,
    long? TotalLag,
    int LagUnknownQueues,
    double? ProduceRate,
    double? ConsumeRate,
    string? Verdict,
    IReadOnlyList<GroupRow> Groups,
    IReadOnlyList<TopicRow> Topics,
    IReadOnlyList<BrokerView> Brokers,
    IReadOnlyList<string> Unreachable,
    IReadOnlyList<RatePoint> Rates,
    DateTimeOffset SampledAt,
    string Source,
    long Sequence,
    string? Problem = null) : ISnapshot<OverviewSnapshot>
{
    /// <summary>Brokers whose master is down and whose figures are a slave's; empty when there is none.</summary>
    public IReadOnlyList<SlaveReading> SlaveReadings { get; init; } = [];

    /// <summary>How the replication stood when it was read last, every few sweeps; null where no broker had slaves yet.</summary>
    [JsonIgnore]
    public ReplicationView? Replication { get; init; }

    /// <summary>The nodes of an embedded cluster with what they did then; empty elsewhere.</summary>
    [JsonIgnore]
    public IReadOnlyList<NodeView> Nodes { get; init; } = [];

    public OverviewSnapshot AsStale(string problem, long sequence) =>
        this with { Source = SampleSource.Stale, Problem = problem, Sequence = sequence };
}
