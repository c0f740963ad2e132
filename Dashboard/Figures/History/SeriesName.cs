namespace Dashboard.Figures.History;

/// <summary>
/// Names one series of a cluster. Empty parts are totals: of the whole cluster (no group, no topic), of a group (no topic), of a topic
/// (no group). A queue of a group has all parts.
/// </summary>
/// <param name="Cluster">Cluster name.</param>
/// <param name="Group">Group name; empty for topics and the cluster.</param>
/// <param name="Topic">Topic name; empty for totals of groups and the cluster.</param>
/// <param name="Broker">Broker name; empty for totals.</param>
/// <param name="QueueId">Queue id on that broker; −1 for totals.</param>
internal readonly record struct SeriesName(string Cluster, string Group, string Topic, string Broker, int QueueId)
{
    internal const int NoQueue = -1;

    internal bool IsQueue => QueueId != NoQueue;

    internal static SeriesName OfCluster(string cluster) => new(cluster, string.Empty, string.Empty, string.Empty, NoQueue);

    internal static SeriesName OfGroup(string cluster, string group) => new(cluster, group, string.Empty, string.Empty, NoQueue);

    internal static SeriesName OfTopic(string cluster, string topic) => new(cluster, string.Empty, topic, string.Empty, NoQueue);
}
