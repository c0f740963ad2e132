using Dashboard.Figures.Sampling;

namespace Dashboard.Figures.Live;

/// <summary>What is sent for a snapshot, given the one sent before: everything first, then only what changed. Pure.</summary>
internal static class LiveMessages
{
    internal static LiveMessage Group(GroupSnapshot? before, GroupSnapshot now)
    {
        if (before is null)
        {
            return new("groupSnapshot", new
            {
                now.Cluster,
                Rows = now.Queues,
                Totals = now.Summary,
                now.Members,
                now.SampledAt,
                now.Source,
                now.Problem,
            });
        }

        var rows = RowChanges<QueueRow>.Of(
            before.Queues,
            now.Queues,
            static row => (row.Topic, row.Broker, row.QueueId),
            IsSame);
        return new("groupChanged", new
        {
            ChangedRows = rows.Changed,
            RemovedRows = rows.Removed.Select(static row => new { row.Topic, row.Broker, row.QueueId }),
            Totals = now.Summary,
            now.Members,
            now.SampledAt,
            now.Source,
            now.Problem,
        });
    }

    internal static LiveMessage Topic(TopicSnapshot? before, TopicSnapshot now)
    {
        var totals = new { now.Topic, now.MaxOffset, now.ProduceRate };
        if (before is null)
            return new("topicSnapshot", new { now.Cluster, Rows = now.Queues, Totals = totals, now.SampledAt, now.Source, now.Problem });

        var rows = RowChanges<TopicQueueRow>.Of(
            before.Queues, now.Queues, static row => (row.Broker, row.QueueId), static (x, y) => x == y);
        return new("topicChanged", new
        {
            ChangedRows = rows.Changed,
            RemovedRows = rows.Removed.Select(static row => new { row.Topic, row.Broker, row.QueueId }),
            Totals = totals,
            now.SampledAt,
            now.Source,
            now.Problem,
        });
    }

    internal static LiveMessage Overview(OverviewSnapshot? before, OverviewSnapshot now)
    {
        var totals = new { Lag = now.TotalLag, now.LagUnknownQueues, now.ProduceRate, now.ConsumeRate, now.Verdict };
        if (before is null)
        {
            return new("overviewSnapshot", new
            {
                now.Cluster,
                Rows = now.Groups,
                now.Topics,
                now.Brokers,
                now.Unreachable,
                now.Rates,
                Totals = totals,
                now.SampledAt,
                now.Source,
                now.Problem,
            });
        }

        var groups = RowChanges<GroupRow>.Of(before.Groups, now.Groups, static row => row.Name, IsSame);
        var topics = RowChanges<TopicRow>.Of(before.Topics, now.Topics, static row => row.Name, static (x, y) => x == y);
        return new("overviewChanged", new
        {
            ChangedRows = groups.Changed,
            RemovedRows = groups.Removed.Select(static row => new { row.Name }),
            ChangedTopics = topics.Changed,
            RemovedTopics = topics.Removed.Select(static row => new { row.Name }),
            now.Brokers,
            now.Unreachable,
            NewRates = now.Rates.Where(point => before.Rates.Count == 0 || point.At > before.Rates[^1].At),
            Totals = totals,
            now.SampledAt,
            now.Source,
            now.Problem,
        });
    }

    private static bool IsSame(QueueRow x, QueueRow y) =>
        Step(x.TimeLagMs) == Step(y.TimeLagMs) && x == y with { TimeLagMs = x.TimeLagMs, SampledAt = x.SampledAt };

    // A record compares lists by reference.
    private static bool IsSame(GroupRow x, GroupRow y) =>
        Step(x.TimeLagMs) == Step(y.TimeLagMs) && x.Topics.SequenceEqual(y.Topics)
        && x == y with { TimeLagMs = x.TimeLagMs, Topics = x.Topics, SampledAt = x.SampledAt };

    /// <summary>
    /// A time lag grows with every sample: a row at rest is sent for it once a second, after a minute every 5 s, after ten once a minute.
    /// </summary>
    private static long? Step(long? timeLagMs) => timeLagMs switch
    {
        null => null,
        < 60_000 => timeLagMs / 1000 * 1000,
        < 600_000 => timeLagMs / 5000 * 5000,
        _ => timeLagMs / 60_000 * 60_000,
    };
}
