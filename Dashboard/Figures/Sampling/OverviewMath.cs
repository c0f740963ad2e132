using Engine.Admin.Clusters;
using Engine.Admin.Statistics;
using Engine.Admin.Topics;

namespace Dashboard.Figures.Sampling;

/// <summary>A cluster's totals out of its groups and topics. Pure.</summary>
internal static class OverviewMath
{
    internal static OverviewSnapshot Of(
        string cluster,
        ClusterProgress progress,
        IReadOnlyList<BrokerView> brokers,
        IReadOnlyDictionary<string, GroupSnapshot> groups,
        IReadOnlyDictionary<string, TopicSnapshot> topics,
        long ticket)
    {
        var rows = progress.Groups.Select(group => groups[group.Group].Summary).ToArray();
        var unknown = rows.Sum(row => row.LagUnknownQueues);
        var lag = KnownSum.Of(rows.Select(row => row.Lag));
        return new OverviewSnapshot(
            cluster,
            lag is null && unknown == 0 ? 0 : lag,
            unknown,
            KnownSum.Of(progress.Topics.Where(topic => topic.Type == TopicType.Normal).Select(topic => topics[topic.Name].ProduceRate)),
            KnownSum.Of(rows.Select(row => row.ConsumeRate)),
            VerdictWords.Worst(rows.Select(row => row.Verdict)),
            rows,
            TopicRows(progress, rows, topics),
            brokers,
            progress.Unreachable,
            [],
            progress.SampledAt,
            progress.Source,
            ticket,
            MissingRows.Problem(progress.Unreachable))
        {
            SlaveReadings = progress.SlaveReadings,
        };
    }

    /// <summary>The type as the API spells it.</summary>
    internal static string Word(TopicType type) => type switch
    {
        TopicType.Normal => "normal",
        TopicType.Retry => "retry",
        TopicType.Dlq => "dlq",
        TopicType.System => "system",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "No word for this type."),
    };

    private static TopicRow[] TopicRows(
        ClusterProgress progress, IReadOnlyList<GroupRow> groups, IReadOnlyDictionary<string, TopicSnapshot> topics)
    {
        var readers = groups.SelectMany(group => group.Topics).CountBy(topic => topic, StringComparer.Ordinal).ToDictionary();
        return
        [
            .. progress.Topics.Select(topic => new TopicRow(
                topic.Name,
                Word(topic.Type),
                topic.Queues.Count,
                topics[topic.Name].MaxOffset,
                readers.GetValueOrDefault(topic.Name),
                topics[topic.Name].ProduceRate)),
        ];
    }
}
