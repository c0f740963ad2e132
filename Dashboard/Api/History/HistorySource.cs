using Dashboard.Clusters;
using Dashboard.Figures.History;
using Dashboard.Figures.Live;

namespace Dashboard.Api.History;

/// <summary>Where the answers of the history come from.</summary>
internal sealed class HistorySource(ClusterRegistry clusters, HistoryQueries queries, LiveFeed feed, TimeProvider time)
{
    public ClusterRegistry Clusters { get; } = clusters;

    public HistoryQueries Queries { get; } = queries;

    public LiveFeed Feed { get; } = feed;

    public DateTimeOffset Now => time.GetUtcNow();

    public Task<HistoryAnswer> ReadAsync(
        string cluster,
        string group,
        (string? Topic, string? Broker, int? QueueId) scope,
        (DateTimeOffset From, DateTimeOffset To) range,
        CancellationToken cancellationToken) => scope switch
        {
            (null, null, null) => Queries.ReadAsync(SeriesName.OfGroup(cluster, group), range.From, range.To, cancellationToken),
            ({ } topic, { } broker, { } queueId) => Queries.ReadAsync(
                new SeriesName(cluster, group, topic, broker, queueId), range.From, range.To, cancellationToken),
            _ => Queries.ReadSumAsync(
                cluster,
                group,
                name => (scope.Topic is null || name.Topic == scope.Topic) && (scope.Broker is null || name.Broker == scope.Broker),
                range.From,
                range.To,
                cancellationToken),
        };
}
