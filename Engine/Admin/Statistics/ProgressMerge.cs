using Engine.Admin.Groups;
using Engine.Admin.Topics;
using Engine.Protocol;
using Engine.Protocol.Bodies;

namespace Engine.Admin.Statistics;

/// <summary>Puts the brokers' answers to GET_QUEUE_PROGRESS together: pure, so that its tables can be tested.</summary>
internal static class ProgressMerge
{
    /// <summary>
    /// By name. Where a broker does not know a group on one of its topics, the queues are taken from the topics that the broker lists.
    /// </summary>
    public static IReadOnlyList<GroupFigures> Groups(IReadOnlyList<QueueProgressBody> brokers, DateTimeOffset sampledAt)
    {
        var listed = brokers
            .SelectMany(broker => broker.Topics, (broker, queue) => (Broker: broker.BrokerName, Queue: queue))
            .ToLookup(found => (found.Broker, found.Queue.Topic), found => found.Queue);
        return
        [
            .. brokers
                .SelectMany(broker => broker.Groups, (broker, group) => (broker.BrokerName, Group: group))
                .GroupBy(part => part.Group.Group, StringComparer.Ordinal)
                .OrderBy(parts => parts.Key, StringComparer.Ordinal)
                .Select(parts => Group(parts.Key, [.. parts], Unread([.. parts]), sampledAt)),
        ];

        IEnumerable<QueueFigures> Unread((string Broker, GroupProgress Group)[] parts)
        {
            var topics = GroupScope.TopicsOf(parts.Select(part => part.Group));
            var known = parts.ToDictionary(part => part.Broker, part => part.Group, StringComparer.Ordinal);
            return
                from broker in brokers
                from topic in GroupScope.MissingFrom(known.GetValueOrDefault(broker.BrokerName), topics)
                from queue in listed[(broker.BrokerName, topic)]
                select WithoutOffset(broker.BrokerName, queue);
        }
    }

    public static IReadOnlyList<TopicFigures> Topics(
        IReadOnlyList<QueueProgressBody> brokers, IReadOnlyCollection<string> clusterNames, DateTimeOffset sampledAt)
    {
        string[] brokerNames = [.. brokers.Select(broker => broker.BrokerName)];
        return
        [
            .. brokers
                .SelectMany(broker => broker.Topics, (broker, queue) => (queue.Topic, queue.ReadAt, Queue: Queue(broker.BrokerName, queue)))
                .GroupBy(part => part.Topic, StringComparer.Ordinal)
                .OrderBy(queues => queues.Key, StringComparer.Ordinal)
                .Select(queues => new TopicFigures(
                    queues.Key,
                    TopicTypes.Of(queues.Key, clusterNames, brokerNames),
                    [
                        .. queues.Select(part => part.Queue)
                            .OrderBy(queue => queue.Broker, StringComparer.Ordinal)
                            .ThenBy(queue => queue.QueueId),
                    ],
                    queues.Min(part => part.ReadAt) ?? sampledAt)),
        ];
    }

    /// <summary>Groups of each topic: those that subscribe it or have offsets on it, by name.</summary>
    public static ILookup<string, string> GroupsByTopic(IReadOnlyList<QueueProgressBody> brokers) =>
        brokers
            .SelectMany(broker => broker.Groups)
            .SelectMany(GroupScope.TopicsOf, (group, topic) => (Topic: topic, group.Group))
            .Distinct()
            .OrderBy(pair => pair.Group, StringComparer.Ordinal)
            .ToLookup(pair => pair.Topic, pair => pair.Group, StringComparer.Ordinal);

    private static GroupFigures Group(
        string name, (string Broker, GroupProgress Group)[] parts, IEnumerable<QueueFigures> unread, DateTimeOffset sampledAt)
    {
        // A broker that sees members knows the model; one that sees none answers with the default.
        var told = parts.OrderByDescending(part => part.Group.Members.Count).First().Group;
        return new GroupFigures(
            name,
            [.. parts.Where(part => !part.Group.ConsumeEnabled).Select(part => part.Broker).Order(StringComparer.Ordinal)],
            told.MessageModel,
            told.ConsumeType,
            Time(parts.Max(part => part.Group.MembersChangedAt)),
            Members(parts),
            Queues(parts, unread),
            parts.Min(part => part.Group.ReadAt) ?? sampledAt)
        {
            SubscribedTopics = parts
                .SelectMany(part => part.Group.Subscriptions, (_, subscription) => subscription.Topic)
                .ToHashSet(StringComparer.Ordinal),
        };
    }

    private static IReadOnlyList<GroupMemberView> Members((string Broker, GroupProgress Group)[] parts) =>
    [
        .. parts
            .SelectMany(part => part.Group.Members)
            .DistinctBy(member => member.ClientId, StringComparer.Ordinal)
            .OrderBy(member => member.ClientId, StringComparer.Ordinal)
            .Select(member => new GroupMemberView(
                member.ClientId, member.Address, member.Language, VersionNames.Of(member.Version))),
    ];

    private static IReadOnlyList<QueueFigures> Queues((string Broker, GroupProgress Group)[] parts, IEnumerable<QueueFigures> unread) =>
    [
        .. parts
            .SelectMany(part => part.Group.Queues, (part, queue) => Queue(part.Broker, queue))
            .Concat(unread)
            .OrderBy(queue => queue.Queue, QueueOrder.Instance),
    ];

    private static QueueFigures Queue(string broker, QueueProgress queue) => new(
        new MessageQueue(queue.Topic, broker, queue.QueueId),
        queue.MinOffset,
        queue.MaxOffset,
        queue.ConsumerOffset,
        queue.PulledOffset,
        Time(queue.LastConsumedAt),
        Time(queue.NextStoredAt),
        queue.Owner)
    {
        LastPulledAt = Time(queue.LastPulledAt),
        Rival = queue.Rival,
        ResetAt = Time(queue.ResetAt),
    };

    private static QueueFigures WithoutOffset(string broker, TopicQueueProgress queue) => new(
        new MessageQueue(queue.Topic, broker, queue.QueueId), queue.MinOffset, queue.MaxOffset, null, null, null, null, null);

    private static TopicQueue Queue(string broker, TopicQueueProgress queue) =>
        new(broker, queue.QueueId, queue.MinOffset, queue.MaxOffset, Time(queue.LastStoredAt));

    private static DateTimeOffset? Time(long? millis) => millis is { } ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null;
}
