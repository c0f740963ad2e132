using Engine.Admin.Statistics;
using Engine.Protocol;

namespace Engine.Tests.Scenarios;

/// <summary>Samples one group's progress as the console does and judges its queues with every sample.</summary>
internal sealed class StandingWatch(ScenarioCluster cluster, string group, string topic)
{
    private readonly Dictionary<MessageQueue, (List<OffsetSample> Arrived, List<OffsetSample> Consumed)> _series = [];

    /// <summary>Standings of the topic's queues at the last sample.</summary>
    internal IReadOnlyList<QueueStanding> Standings { get; private set; } = [];

    internal GroupStateReason State { get; private set; }

    /// <summary>What every queue of the topic is, when they are of one kind.</summary>
    internal QueueVerdict? Verdict =>
        Standings.Select(standing => standing.Reason.Verdict).Distinct().ToList() is [var only] ? only : null;

    internal async Task SampleAsync()
    {
        var figures = await cluster.ReadAsync(group);
        var all = figures.Queues.Select(queue => (queue.Queue.Topic, Standing: Judge(figures, queue))).ToList();
        Standings = [.. all.Where(judged => judged.Topic == topic).Select(judged => judged.Standing)];
        var stall = GroupStall.Of([.. all.Select(judged => judged.Standing)], figures.SampledAt);
        State = GroupStateRule.Decide(figures, figures.SampledAt, stall);
    }

    /// <summary>Samples, with the clock going on, until every queue of the topic is judged so.</summary>
    internal Task UntilAsync(QueueVerdict verdict, Func<Task>? each = null) => cluster.Pump.UntilAsync(
        async () =>
        {
            await (each?.Invoke() ?? Task.CompletedTask);
            await SampleAsync();
            return Verdict == verdict;
        },
        () => $"{topic} is {verdict}; last seen: {string.Join(", ", Standings.Select(standing => standing.Reason))}, {State}");

    /// <summary>Samples for so long by the scenario's clock; gives every verdict that was seen.</summary>
    internal async Task<IReadOnlyList<QueueVerdict?>> ForAsync(TimeSpan length)
    {
        var end = cluster.Clock.GetUtcNow() + length;
        var seen = new HashSet<QueueVerdict?>();
        await cluster.Pump.UntilAsync(
            async () =>
            {
                await SampleAsync();
                seen.Add(Verdict);
                return cluster.Clock.GetUtcNow() >= end;
            },
            () => $"{length} passes");
        return [.. seen];
    }

    private QueueStanding Judge(GroupFigures figures, QueueFigures queue)
    {
        if (!_series.TryGetValue(queue.Queue, out var series))
        {
            _series[queue.Queue] = series = ([], []);
        }

        series.Arrived.Add(new OffsetSample(figures.SampledAt, queue.BrokerOffset));
        series.Consumed.Add(new OffsetSample(figures.SampledAt, queue.ConsumerOffset, QueueLag.Of(queue)));
        return QueueStanding.Of(figures, queue, series.Arrived, series.Consumed);
    }
}
