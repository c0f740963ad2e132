using Engine.Broker.Offsets;
using Engine.Broker.Topics;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Store;

namespace Engine.Broker.Statistics;

/// <summary>
/// Offsets of a group as RocketMQ's tools read them: topics with stored offsets only, 0 where a queue has none. Mirrors
/// AdminBrokerProcessor#getConsumeStats.
/// </summary>
internal sealed class ConsumeStats(
    BrokerOptions options, TopicTable topics, ConsumerOffsetTable offsets, MessageStore store, BrokerStatistics statistics)
{
    public ConsumeStatsBody Of(string group, string? topic)
    {
        var table = new Dictionary<MessageQueue, OffsetWrapper>();
        var tps = 0.0;
        foreach (var found in string.IsNullOrEmpty(topic) ? offsets.TopicsOf(group) : [topic])
        {
            AddTopic(table, group, found);
            tps += statistics.ConsumeTps(group, found);
        }

        return new ConsumeStatsBody { OffsetTable = table, ConsumeTps = tps };
    }

    private void AddTopic(Dictionary<MessageQueue, OffsetWrapper> table, string group, string topic)
    {
        var queues = topics.Find(topic)?.ReadQueueNums ?? 0;
        var stored = offsets.OfTopic(group, topic);
        for (var queueId = 0; queueId < queues; queueId++)
        {
            var consumerOffset = stored.GetValueOrDefault(queueId);
            table[new MessageQueue(topic, options.BrokerName, queueId)] = new OffsetWrapper
            {
                ConsumerOffset = consumerOffset,
                BrokerOffset = store.GetBounds(topic, queueId).Max,
                LastTimestamp = consumerOffset > 0 ? Math.Max(0, store.GetStoreTime(topic, queueId, consumerOffset - 1)) : 0,
            };
        }
    }
}
