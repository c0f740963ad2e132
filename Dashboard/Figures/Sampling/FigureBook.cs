using Engine.Admin.Clusters;
using Engine.Admin.Replication;
using Engine.Admin.Statistics;
using Engine.Admin.Topics;
using Engine.Protocol;

namespace Dashboard.Figures.Sampling;

/// <summary>
/// Turns what was read of one cluster into snapshots: keeps the series that rates and verdicts need and calls the pure functions of
/// Engine.Admin. Safe for many threads.
/// </summary>
internal sealed class FigureBook(string cluster)
{
    private static readonly IReadOnlyList<OffsetSample> NoSamples = [];

    private readonly Lock _lock = new();
    private readonly SeriesTable<MessageQueue> _brokerOffsets = new(SamplingLimits.Series);
    private readonly SeriesTable<(string Group, MessageQueue Queue)> _consumerOffsets = new(SamplingLimits.Series);
    private readonly RateChart _chart = new();
    private readonly ReaderTurns _turns = new();

    /// <summary>Samples that found no room for their series, and so have no rates.</summary>
    internal long Dropped
    {
        get
        {
            lock (_lock)
                return _brokerOffsets.Dropped + _consumerOffsets.Dropped;
        }
    }

    /// <summary>The samples of the last 120 s of a group on a queue, oldest first; those since the last reset.</summary>
    internal IReadOnlyList<OffsetSample> Recent(string group, MessageQueue queue)
    {
        lock (_lock)
            return _consumerOffsets.Find((group, queue)) is { } series ? [.. series] : NoSamples;
    }

    internal GroupSnapshot Write(GroupFigures figures, string source, Ticket ticket)
    {
        lock (_lock)
        {
            _turns.Note(figures.SlaveReadings, figures.SampledAt, ticket.Number);
            return Group_NeedsLock(figures, [], source, ticket.Number);
        }
    }

    internal TopicSnapshot Write(TopicDetail topic, DateTimeOffset sampledAt, string source, Ticket ticket)
    {
        lock (_lock)
        {
            _turns.Note(topic.SlaveReadings, sampledAt, ticket.Number);
            var snapshot = Topic_NeedsLock(new TopicFigures(topic.Name, topic.Type, topic.Queues, sampledAt), source, ticket.Number);
            return snapshot with { SlaveReadings = topic.SlaveReadings };
        }
    }

    /// <summary>A whole cluster. Rows of brokers that did not answer are taken over from the sample before, with their age.</summary>
    /// <param name="progress">What was read.</param>
    /// <param name="brokers">The brokers as last known.</param>
    /// <param name="before">The sample before; null when there is none.</param>
    /// <param name="isSweep">True for the sweep of every second, which also adds to the chart and forgets old series.</param>
    /// <param name="ticket">Drawn before the read.</param>
    internal ClusterSample Write(
        ClusterProgress progress, IReadOnlyList<BrokerView> brokers, ClusterSample? before, bool isSweep, Ticket ticket)
    {
        lock (_lock)
        {
            if (isSweep)
                BeginSweep_NeedsLock();

            _turns.Note(progress.SlaveReadings, progress.SampledAt, ticket.Number);
            var topics = progress.Topics.ToDictionary(topic => topic.Name, topic => TopicOfMany_NeedsLock(topic, progress, ticket.Number));
            var groups = progress.Groups.ToDictionary(
                group => group.Group,
                group => GroupOfMany_NeedsLock(group, progress, before, ticket));
            var overview = OverviewMath.Of(cluster, progress, brokers, groups, topics, ticket.Number);
            if (isSweep)
                _chart.Add(new RatePoint(overview.SampledAt, overview.ProduceRate, overview.ConsumeRate, overview.TotalLag));

            return new ClusterSample(overview with { Rates = _chart.Points }, groups, topics, ticket.TakenAt);
        }
    }

    private void BeginSweep_NeedsLock()
    {
        _brokerOffsets.BeginSweep();
        _consumerOffsets.BeginSweep();
    }

    private TopicSnapshot TopicOfMany_NeedsLock(TopicFigures topic, ClusterProgress progress, long ticket) =>
        Topic_NeedsLock(topic, progress.Source, ticket) with { SlaveReadings = progress.SlaveReadings };

    private GroupSnapshot GroupOfMany_NeedsLock(GroupFigures group, ClusterProgress progress, ClusterSample? before, Ticket ticket)
    {
        var missing = MissingRows.Of(group.Group, progress.Unreachable, before);
        var snapshot = Group_NeedsLock(group, missing, progress.Source, ticket.Number);
        return snapshot with { Problem = MissingRows.Problem(progress.Unreachable) };
    }

    private GroupSnapshot Group_NeedsLock(GroupFigures figures, IReadOnlyList<QueueRow> missing, string source, long ticket)
    {
        var rows = new List<QueueRow>(figures.Queues.Count + missing.Count);
        var standings = new List<QueueStanding>(figures.Queues.Count);
        foreach (var queue in figures.Queues)
        {
            var standing = Standing_NeedsLock(figures, queue, ticket);
            standings.Add(standing);
            rows.Add(QueueRows.Of(figures, queue, standing));
        }

        if (missing.Count > 0)
        {
            rows.AddRange(missing);
            rows.Sort(static (x, y) => QueueOrder.Instance.Compare(MissingRows.QueueOf(x), MissingRows.QueueOf(y)));
        }

        var summary = GroupMath.Summarise(figures, rows, GroupStall.Of(standings, figures.SampledAt));
        return new GroupSnapshot(cluster, summary, figures.Members, rows, figures.SampledAt, source, ticket)
        {
            SlaveReadings = OfRows(figures.SlaveReadings, rows),
        };
    }

    private QueueStanding Standing_NeedsLock(GroupFigures group, QueueFigures queue, long ticket)
    {
        var turned = _turns.Later(queue.Queue.BrokerName, null);
        var begun = _turns.Later(queue.Queue.BrokerName, queue.ResetAt);
        var arrived = _brokerOffsets.Add(queue.Queue, group.SampledAt, queue.BrokerOffset, ticket, resetAt: turned);
        var consumed = _consumerOffsets.Add(
            (group.Group, queue.Queue), group.SampledAt, queue.ConsumerOffset, ticket, QueueLag.Of(queue), begun);
        return QueueStanding.Of(group, queue, arrived ?? NoSamples, consumed ?? NoSamples);
    }

    private TopicSnapshot Topic_NeedsLock(TopicFigures topic, string source, long ticket)
    {
        var rows = new List<TopicQueueRow>(topic.Queues.Count);
        foreach (var queue in topic.Queues)
        {
            var key = new MessageQueue(topic.Name, queue.Broker, queue.QueueId);
            var rate = RateOf(_brokerOffsets.Add(
                key, topic.SampledAt, queue.MaxOffset, ticket, resetAt: _turns.Later(queue.Broker, null)));
            rows.Add(new TopicQueueRow(
                topic.Name, queue.Broker, queue.QueueId, queue.MinOffset, queue.MaxOffset, queue.LastStoredAt, rate));
        }

        var produceRate = KnownSum.Of(rows.Select(row => row.ProduceRate));
        return new TopicSnapshot(cluster, topic.Name, rows, rows.Sum(row => row.MaxOffset), produceRate, topic.SampledAt, source, ticket);
    }

    /// <summary>Those of brokers that the group has queues on.</summary>
    private static IReadOnlyList<SlaveReading> OfRows(IReadOnlyList<SlaveReading> readings, List<QueueRow> rows) =>
        readings.Count == 0 ? readings : [.. readings.Where(reading => rows.Any(row => row.Broker == reading.Broker))];

    private static double? RateOf(OffsetHistory? series) => series is null ? null : OffsetRate.PerSecond(series);
}
