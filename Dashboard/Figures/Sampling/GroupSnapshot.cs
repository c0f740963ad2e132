using Engine.Admin.Groups;
using Engine.Admin.Replication;

namespace Dashboard.Figures.Sampling;

/// <summary>One sample of a group, shared by all who look at it.</summary>
/// <param name="Cluster">Cluster name.</param>
/// <param name="Summary">The group and its totals.</param>
/// <param name="Members">Online members by client id.</param>
/// <param name="Queues">By topic (retry topic last), broker and queue id.</param>
/// <param name="SampledAt">When the offsets were read; stands still while the cluster does not answer.</param>
/// <param name="Source">"push", "poll 1 s", or "stale" while the cluster does not answer.</param>
/// <param name="Sequence">Grows with each snapshot of the cluster.</param>
/// <param name="Problem">Why the cluster does not answer; null when it does.</param>
internal sealed record GroupSnapshot(
    string Cluster,
    GroupRow Summary,
    IReadOnlyList<GroupMemberView> Members,
    IReadOnlyList<QueueRow> Queues,
    DateTimeOffset SampledAt,
    string Source,
    long Sequence,
    string? Problem = null) : ISnapshot<GroupSnapshot>
{
    /// <summary>Brokers whose master is down and whose figures are a slave's; empty when there is none.</summary>
    public IReadOnlyList<SlaveReading> SlaveReadings { get; init; } = [];

    public GroupSnapshot AsStale(string problem, long sequence) =>
        this with { Source = SampleSource.Stale, Problem = problem, Sequence = sequence };
}
