using Engine.Broker.Clients;
using Engine.Broker.Groups;
using Engine.Broker.Offsets;
using Engine.Broker.Topics;
using Engine.Protocol.Bodies;
using Engine.Store;

namespace Engine.Broker.Statistics;

/// <summary>
/// Where groups and topics stand. The consumer offset of a queue is read before the queue's bounds, which only grow: what is behind
/// is never negative.
/// </summary>
internal sealed class ProgressReader(
    SubscriptionGroupTable groups,
    TopicTable topics,
    ConsumerOffsetTable offsets,
    ConsumerRegistry consumers,
    QueueOwners owners,
    MessageStore store)
{
    private readonly GroupTopics _groupTopics = new(topics, offsets, consumers);

    /// <summary>Whether the group is configured, has offsets or is online.</summary>
    public bool Knows(string group) =>
        groups.Find(group) is not null || consumers.Find(group) is not null || offsets.TopicsOf(group).Any();

    /// <summary>One group, on one topic when it is given.</summary>
    public GroupProgress OfGroup(string group, string? topic)
    {
        var online = consumers.Find(group);
        return new GroupProgress
        {
            Group = group,
            ConsumeEnabled = groups.Find(group)?.ConsumeEnable ?? true,
            MessageModel = online?.MessageModel ?? MessageModel.Clustering,
            ConsumeType = online?.ConsumeType,
            MembersChangedAt = consumers.MembersChangedAt(group),
            Members = online is null ? [] : consumers.MembersOf(online),
            Subscriptions = [.. online?.Subscriptions.Values ?? []],
            Queues =
            [
                .. _groupTopics.Of(group).Where(found => topic is null || found == topic).SelectMany(found => QueuesOf(group, found)),
            ],
        };
    }

    /// <summary>Every queue of a topic.</summary>
    public IEnumerable<TopicQueueProgress> OfTopic(string topic) => Enumerable.Range(0, topics.QueuesOf(topic)).Select(queueId =>
    {
        var (min, max) = store.GetBounds(topic, queueId);
        return new TopicQueueProgress
        {
            Topic = topic,
            QueueId = queueId,
            MinOffset = min,
            MaxOffset = max,
            LastStoredAt = max > min ? StoreTime(topic, queueId, max - 1) : null,
        };
    });

    private IEnumerable<QueueProgress> QueuesOf(string group, string topic)
    {
        var stored = offsets.OfTopic(group, topic, out var resets);
        return Enumerable.Range(0, topics.QueuesOf(topic))
            .Select(queueId => OfQueue(
                group,
                topic,
                queueId,
                stored.TryGetValue(queueId, out var offset) ? offset : null,
                resets.TryGetValue(queueId, out var at) ? at : null));
    }

    private QueueProgress OfQueue(string group, string topic, int queueId, long? consumerOffset, long? resetAt)
    {
        var (min, max) = store.GetBounds(topic, queueId);
        var next = consumerOffset is { } offset ? Math.Max(offset, min) : (long?)null;
        var pull = owners.Find(group, topic, queueId);
        return new QueueProgress
        {
            Topic = topic,
            QueueId = queueId,
            MinOffset = min,
            MaxOffset = max,
            ConsumerOffset = consumerOffset,
            PulledOffset = pull?.PulledOffset,
            LastConsumedAt = consumerOffset > 0 ? StoreTime(topic, queueId, consumerOffset.Value - 1) : null,
            NextStoredAt = next < max ? StoreTime(topic, queueId, next.Value) : null,
            Owner = pull?.ClientId,
            LastPulledAt = pull?.PulledAt,
            ResetAt = resetAt,
            Rival = pull is null ? null : owners.FindRival(group, pull),
        };
    }

    private long? StoreTime(string topic, int queueId, long offset) =>
        store.GetStoreTime(topic, queueId, offset) is var time and >= 0 ? time : null;
}
