using Dashboard.Figures.Sampling;
using Engine.Admin.Clusters;
using Engine.Admin.Members;

namespace Dashboard.Figures.Metrics;

/// <summary>What is known of a cluster at a scrape.</summary>
/// <param name="Cluster">Cluster name.</param>
/// <param name="Sample">The newest sample of everything; null when there is none, or none young enough.</param>
/// <param name="Clients">What clients say of themselves; null when it is unknown.</param>
/// <param name="Brokers">What brokers say of themselves; null when it is unknown.</param>
internal sealed record ClusterMetrics(
    string Cluster, ClusterSample? Sample, ClientList? Clients, IReadOnlyList<BrokerRuntime>? Brokers)
{
    /// <summary>What brokers counted of topics and groups; empty when it is unknown.</summary>
    internal IReadOnlyList<TrafficFigures> Traffic { get; init; } = [];

    /// <summary>Every group, by name.</summary>
    internal IEnumerable<GroupSnapshot> Groups =>
        Sample is null ? [] : Sample.Overview.Groups.Select(group => Sample.Groups[group.Name]);

    /// <summary>Every topic with its type, by name.</summary>
    internal IEnumerable<(TopicSnapshot Topic, string Type)> Topics =>
        Sample is null ? [] : Sample.Overview.Topics.Select(topic => (Sample.Topics[topic.Name], topic.Type));

    /// <summary>Whether the rows of a broker are of the newest sample; those of one that did not answer are of an older one.</summary>
    internal bool IsKnown(string broker) => Sample?.Overview.Unreachable.Contains(broker, StringComparer.Ordinal) == false;
}
