namespace Dashboard.Figures.Sampling;

/// <summary>What one read of a whole cluster found. Immutable.</summary>
/// <param name="Overview">The cluster as a whole.</param>
/// <param name="Groups">By name.</param>
/// <param name="Topics">By name.</param>
/// <param name="TakenAt">Timestamp of the clock, drawn before the read.</param>
internal sealed record ClusterSample(
    OverviewSnapshot Overview,
    IReadOnlyDictionary<string, GroupSnapshot> Groups,
    IReadOnlyDictionary<string, TopicSnapshot> Topics,
    long TakenAt)
{
    internal Sampled<OverviewSnapshot> Whole => new(Overview, TakenAt);

    internal Sampled<GroupSnapshot>? Group(string name) => Groups.TryGetValue(name, out var group) ? new(group, TakenAt) : null;

    internal Sampled<TopicSnapshot>? Topic(string name) => Topics.TryGetValue(name, out var topic) ? new(topic, TakenAt) : null;
}
