using Engine.Admin.Clusters;
using Engine.Admin.Statistics;
using Engine.Protocol.Bodies;
using Engine.Protocol.Messages;

namespace Engine.Admin.Foreign;

/// <summary>
/// One group or one topic of a foreign broker, whole: any failure is the caller's. Consumer offsets are asked for before the bounds of
/// queues, which only grow, so that what is behind is not negative.
/// </summary>
internal sealed class ForeignReads(ForeignBroker broker)
{
    private static readonly TimeSpan OwnersWhenCalm = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan OwnersInRebalance = TimeSpan.FromSeconds(1);

    /// <summary>The group; no part when the broker does not know it.</summary>
    public async Task<QueueProgressBody> ReadGroupAsync(string group, Deadline deadline, CancellationToken cancellationToken)
    {
        var (table, offsets) = await broker.ReadTablesAsync(deadline, cancellationToken).ConfigureAwait(false);
        var detail = await broker.Groups.ReadAsync(group, broker.GroupRead(deadline), cancellationToken).ConfigureAwait(false);
        var config = table.SubscriptionGroupTable.GetValueOrDefault(group);
        var stored = offsets.OfGroup(group);
        if (config is null && stored.Count == 0 && detail.Online is null)
        {
            return new QueueProgressBody { BrokerName = broker.Endpoint.Name };
        }

        var isCalm = !(broker.Time.GetUtcNow() - detail.MembersChangedAt < GroupStateRule.RebalanceTime);
        var owners = broker.Holders.RefreshAsync(
            broker.Endpoint,
            detail.MemberIds.Select(member => (group, member)),
            isCalm ? OwnersWhenCalm : OwnersInRebalance,
            deadline.FirstHalf,
            cancellationToken);
        var topics = GroupAssembly.TopicsOf(stored, detail);
        await broker.Topics.ReadAllAsync(topics, broker.TopicRead(deadline), cancellationToken).ConfigureAwait(false);
        await owners.ConfigureAwait(false);
        return new QueueProgressBody
        {
            BrokerName = broker.Endpoint.Name,
            Groups = [broker.Assemble(group, config, stored, detail, isNewer: true)],
        };
    }

    /// <summary>The topic's queues, and the groups that read it, each with its offsets on it and without its members.</summary>
    public async Task<QueueProgressBody> ReadTopicAsync(string topic, Deadline deadline, CancellationToken cancellationToken)
    {
        var offsets = await broker.Standard.ReadOffsetsAsync(broker.Endpoint, deadline, cancellationToken).ConfigureAwait(false);
        var queues = await broker.Topics.ReadAsync(topic, broker.TopicRead(deadline), cancellationToken).ConfigureAwait(false);
        IReadOnlyList<string> groups = queues.Count == 0 ? [] : await broker.Standard
            .ReadGroupsOfAsync(broker.Endpoint, topic, deadline, cancellationToken)
            .ConfigureAwait(false);
        return new QueueProgressBody
        {
            BrokerName = broker.Endpoint.Name,
            Topics = queues,
            Groups = [.. groups.Where(group => !GroupNames.IsSystem(group)).Order(StringComparer.Ordinal).Select(Reader)],
        };

        GroupProgress Reader(string group) => new()
        {
            Group = group,
            MessageModel = MessageModel.Clustering,
            Members = [],
            Subscriptions = [],
            Queues = [.. queues.Select(queue => Queue(queue, ForeignBroker.OffsetOf(offsets.OfGroup(group), queue)))],
        };
    }

    private static QueueProgress Queue(TopicQueueProgress bounds, long? offset) => new()
    {
        Topic = bounds.Topic,
        QueueId = bounds.QueueId,
        MinOffset = bounds.MinOffset,
        MaxOffset = bounds.MaxOffset,
        ConsumerOffset = offset,
    };
}
