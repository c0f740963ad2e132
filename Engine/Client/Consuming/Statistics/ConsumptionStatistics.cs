using System.Collections.Concurrent;

namespace Engine.Client.Consuming.Statistics;

/// <summary>
/// How fast one consumer pulls and consumes, by topic; retried messages count for the retry topic (D8). Mirrors ConsumerStatsManager. As
/// many entries as subscribed topics.
/// </summary>
internal sealed class ConsumptionStatistics(TimeProvider timeProvider)
{
    private readonly ConcurrentDictionary<string, TopicItems> _topics = new(StringComparer.Ordinal);
    private readonly long _start = timeProvider.GetTimestamp();

    /// <summary>A pull found messages.</summary>
    public void Pulled(string topic, int messages, TimeSpan took)
    {
        var items = ItemsOf(topic);
        items.PullTime.Add(took.Ticks, 1);
        items.Pulled.Add(messages, 1);
    }

    /// <summary>A listener call ended.</summary>
    public void Called(string topic, TimeSpan took) => ItemsOf(topic).ConsumeTime.Add(took.Ticks, 1);

    /// <summary>Messages were done or failed.</summary>
    public void Consumed(string topic, int ok, int failed)
    {
        var items = ItemsOf(topic);
        if (ok > 0)
        {
            items.Ok.Add(ok, 1);
        }

        if (failed > 0)
        {
            items.Failed.Add(failed, 1);
        }
    }

    /// <summary>What is known of a topic; zeroes before its first message and in the first ten seconds.</summary>
    public ConsumptionRates Of(string topic)
    {
        if (!_topics.TryGetValue(topic, out var items))
        {
            return new ConsumptionRates();
        }

        var lastMinute = items.ConsumeTime.LastMinute;
        return new ConsumptionRates
        {
            PullTime = TimeSpan.FromTicks((long)items.PullTime.LastMinute.Average),
            PullRate = items.Pulled.LastMinute.Rate,
            ConsumeTime = TimeSpan.FromTicks((long)(lastMinute.Times == 0 ? items.ConsumeTime.LastHour : lastMinute).Average),
            ConsumeOkRate = items.Ok.LastMinute.Rate,
            ConsumeFailedRate = items.Failed.LastMinute.Rate,
            ConsumeFailedInLastHour = items.Failed.LastHour.Sum,
        };
    }

    private TopicItems ItemsOf(string topic) => _topics.GetOrAdd(topic, static (_, owner) => owner.NewItems(), this);

    private TopicItems NewItems() => new(New(), New(), New(), New(), New());

    private StatsItem New() => new(timeProvider, _start);

    private sealed record TopicItems(StatsItem PullTime, StatsItem Pulled, StatsItem ConsumeTime, StatsItem Ok, StatsItem Failed);
}
