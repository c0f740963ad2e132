using Engine.Admin.Replication;

namespace Dashboard.Figures.Sampling;

/// <summary>One sample of a topic, shared by all who look at it.</summary>
/// <param name="Cluster">Cluster name.</param>
/// <param name="Topic">Topic name.</param>
/// <param name="Queues">By broker and queue id.</param>
/// <param name="MaxOffset">Sum of the queues' max offsets: messages ever stored.</param>
/// <param name="ProduceRate">Messages per second that arrive, over 10 s.</param>
/// <param name="SampledAt">When the offsets were read; stands still while the cluster does not answer.</param>
/// <param name="Source">"push", "poll 1 s", or "stale" while the cluster does not answer.</param>
/// <param name="Sequence">Grows with each snapshot of the cluster.</param>
/// <param name="Problem">Why the cluster does not answer; null when it does.</param>
internal sealed record TopicSnapshot(
    string Cluster,
    string Topic,
    IReadOnlyList<TopicQueueRow> Queues,
    long MaxOffset,
    double? ProduceRate,
    DateTimeOffset SampledAt,
    string Source,
    long Sequence,
    string? Problem = null) : ISnapshot<TopicSnapshot>
{
    /// <summary>Brokers whose master is down and whose figures are a slave's; empty when there is none.</summary>
    public IReadOnlyList<SlaveReading> SlaveReadings { get; init; } = [];

    public TopicSnapshot AsStale(string problem, long sequence) =>
        this with { Source = SampleSource.Stale, Problem = problem, Sequence = sequence };
}
