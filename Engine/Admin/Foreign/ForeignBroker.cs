using Engine.Admin.Clusters;
using Engine.Admin.Statistics;
using Engine.Protocol;
using Engine.Protocol.Bodies;

namespace Engine.Admin.Foreign;

/// <summary>
/// What is kept of one broker that does not know GET_QUEUE_PROGRESS: the last answers about its groups and topics, and resets made from
/// here. At most 100 groups and 200 topics are asked for in one sweep, 8 at once.
/// </summary>
internal sealed class ForeignBroker(
    BrokerEndpoint broker, StandardCalls standard, TopicBounds bounds, QueueHolders holders, TimeProvider time)
{
    private const int MostGroups = 100;
    private const int MostTopics = 200;
    private const int AtOnce = 8;

    private readonly GroupDetailReader _details = new(standard, time);

    public BrokerEndpoint Endpoint { get; } = broker;

    public StandardCalls Standard { get; } = standard;

    public TimeProvider Time { get; } = time;

    public QueueHolders Holders { get; } = holders;

    public ResetNotes Resets { get; } = new(time);

    public RotatingReads<GroupDetail> Groups { get; } = new(MostGroups, AtOnce, time);

    public RotatingReads<IReadOnlyList<TopicQueueProgress>> Topics { get; } = new(MostTopics, AtOnce, time);

    /// <summary>The configured groups and the stored offsets.</summary>
    public async Task<(SubscriptionGroupTableBody Groups, StoredOffsets Offsets)> ReadTablesAsync(
        Deadline deadline, CancellationToken cancellationToken)
    {
        var groups = Standard.ReadGroupsAsync(Endpoint, deadline, cancellationToken);
        var offsets = Standard.ReadOffsetsAsync(Endpoint, deadline, cancellationToken);
        await Task.WhenAll(groups, offsets).ConfigureAwait(false);
        return (await groups.ConfigureAwait(false), await offsets.ConfigureAwait(false));
    }

    /// <summary>How <see cref="Groups"/> are read.</summary>
    public Func<string, GroupDetail?, CancellationToken, Task<GroupDetail>> GroupRead(Deadline deadline) =>
        (group, before, token) => _details.ReadAsync(Endpoint, group, before, deadline, token);

    /// <summary>How <see cref="Topics"/> are read.</summary>
    public Func<string, IReadOnlyList<TopicQueueProgress>?, CancellationToken, Task<IReadOnlyList<TopicQueueProgress>>> TopicRead(
        Deadline deadline) =>
        (topic, _, token) => bounds.ReadAsync(Endpoint, topic, deadline, token);

    /// <summary>A group with the queues of those of its topics whose bounds were read.</summary>
    /// <param name="group">The group.</param>
    /// <param name="config">Its configuration; null when there is none.</param>
    /// <param name="stored">Its stored offsets.</param>
    /// <param name="detail">What the broker says of it.</param>
    /// <param name="isNewer">Whether that was asked for after the stored offsets.</param>
    public GroupProgress Assemble(
        string group,
        SubscriptionGroupConfig? config,
        IReadOnlyDictionary<string, IReadOnlyDictionary<int, long>> stored,
        GroupDetail detail,
        bool isNewer)
    {
        var held = Holders.Of(group, detail.MemberIds);
        return GroupAssembly.WithoutQueues(group, config, detail) with
        {
            Queues =
            [
                .. GroupAssembly.TopicsOf(stored, detail)
                    .SelectMany(topic => Topics.Find(topic)?.Value ?? [])
                    .Select(queue => Queue(queue, new MessageQueue(queue.Topic, Endpoint.Name, queue.QueueId))),
            ],
        };

        QueueProgress Queue(TopicQueueProgress queue, MessageQueue key)
        {
            var row = GroupAssembly.Queue(key, queue, OffsetOf(stored, queue), detail, isNewer, held[key]);
            return row with { ResetAt = Resets.Find(group, key, row.ConsumerOffset)?.ToUnixTimeMilliseconds() };
        }
    }

    /// <summary>The stored offset of a queue; null when there is none.</summary>
    public static long? OffsetOf(IReadOnlyDictionary<string, IReadOnlyDictionary<int, long>> stored, TopicQueueProgress queue) =>
        stored.TryGetValue(queue.Topic, out var offsets) && offsets.TryGetValue(queue.QueueId, out var offset) ? offset : null;
}
