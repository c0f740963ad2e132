using Engine.Protocol;
using Engine.Protocol.Bodies;

namespace Engine.Admin.Foreign;

/// <summary>Makes a group of one broker of the answers to several requests: pure. What none of them tells stays unknown.</summary>
internal static class GroupAssembly
{
    /// <summary>Topics that the group has offsets on or that its members subscribe.</summary>
    public static IReadOnlyList<string> TopicsOf(IReadOnlyDictionary<string, IReadOnlyDictionary<int, long>> stored, GroupDetail detail) =>
    [
        .. stored.Keys.Union(detail.Online?.SubscriptionTable.Keys ?? [], StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];

    /// <summary>The group without its queues.</summary>
    public static GroupProgress WithoutQueues(string group, SubscriptionGroupConfig? config, GroupDetail detail) => new()
    {
        Group = group,
        ConsumeEnabled = config?.ConsumeEnable ?? true,
        MessageModel = detail.Online?.MessageModel ?? MessageModel.Clustering,
        ConsumeType = detail.Online?.ConsumeType,
        MembersChangedAt = detail.MembersChangedAt?.ToUnixTimeMilliseconds(),
        Members = [.. (detail.Online?.ConnectionSet ?? []).Select(Member)],
        Subscriptions = [.. detail.Online?.SubscriptionTable.Values ?? []],
        Queues = [],
    };

    /// <summary>One of its queues.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="bounds">Minimum, maximum and newest store time.</param>
    /// <param name="storedOffset">The consumer offset as stored (43); null when there is none.</param>
    /// <param name="detail">What the broker says of the group.</param>
    /// <param name="isNewer">Whether that was asked for after the stored offsets.</param>
    /// <param name="holders">Members that list the queue among those they hold.</param>
    public static QueueProgress Queue(
        MessageQueue queue,
        TopicQueueProgress bounds,
        long? storedOffset,
        GroupDetail detail,
        bool isNewer,
        IEnumerable<string> holders)
    {
        var stats = detail.Stats.OffsetTable.GetValueOrDefault(queue);
        var offset = storedOffset is not null && isNewer && stats is { ConsumerOffset: > 0 } ? stats.ConsumerOffset : storedOffset;
        var owners = holders.Order(StringComparer.Ordinal).Take(2).ToList();
        return new QueueProgress
        {
            Topic = bounds.Topic,
            QueueId = bounds.QueueId,
            MinOffset = bounds.MinOffset,
            MaxOffset = bounds.MaxOffset,
            ConsumerOffset = offset,
            PulledOffset = owners.Count > 0 && stats?.PullOffset > 0 ? stats.PullOffset : null,
            LastConsumedAt = offset is not null && stats is { LastTimestamp: > 0 } && stats.ConsumerOffset == offset
                ? stats.LastTimestamp
                : null,
            NextStoredAt = NextStoredAt(bounds, offset, detail.Waiting.TryGetValue(queue, out var waiting) ? waiting : null),
            Owner = owners.Count > 0 ? owners[0] : null,
            Rival = owners.Count > 1 ? owners[1] : null,
        };
    }

    private static long? NextStoredAt(TopicQueueProgress bounds, long? offset, (long Offset, DateTimeOffset StoredAt)? waiting)
    {
        var next = Math.Max(offset ?? long.MaxValue, bounds.MinOffset);
        return next >= bounds.MaxOffset ? null
            : next == bounds.MaxOffset - 1 ? bounds.LastStoredAt
            : waiting is { } known && known.Offset == offset ? known.StoredAt.ToUnixTimeMilliseconds()
            : null;
    }

    private static GroupMember Member(ConnectionData member) => new()
    {
        ClientId = member.ClientId,
        Address = member.ClientAddr,
        Language = member.Language,
        Version = member.Version,
    };
}
