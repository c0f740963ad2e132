using Engine.Admin.Clusters;
using Engine.Protocol;
using Engine.Protocol.Bodies;

namespace Engine.Admin.Foreign;

/// <summary>
/// Asks one broker for one group: members (203), offsets (208) and how long messages wait (303): 2 requests, and one more for each of at
/// most 4 topics with a lag that has moved.
/// </summary>
internal sealed class GroupDetailReader(StandardCalls standard, TimeProvider timeProvider)
{
    private const int MostTopics = 4;
    private const long LatestMillis = 253_402_300_799_999;

    // What a queue waits that has no such message: RocketMQ subtracts -1 from the time of now then.
    private static readonly TimeSpan Absurd = TimeSpan.FromDays(3650);

    /// <param name="broker">The broker.</param>
    /// <param name="group">The group.</param>
    /// <param name="before">What it said before; null when nothing.</param>
    /// <param name="deadline">For all of it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<GroupDetail> ReadAsync(
        BrokerEndpoint broker, string group, GroupDetail? before, Deadline deadline, CancellationToken cancellationToken)
    {
        var members = standard.FindMembersAsync(broker, group, deadline, cancellationToken);
        var offsets = standard.ReadStatsAsync(broker, group, deadline, cancellationToken);
        await Task.WhenAll(members, offsets).ConfigureAwait(false);
        var (online, stats) = (await members.ConfigureAwait(false), await offsets.ConfigureAwait(false));
        var detail = new GroupDetail(online, null, stats, Known(stats, before));
        return detail with
        {
            MembersChangedAt = ChangedAt(detail, before),
            Waiting = await ReadWaitingAsync(broker, group, detail, deadline, cancellationToken).ConfigureAwait(false),
        };
    }

    private DateTimeOffset? ChangedAt(GroupDetail now, GroupDetail? before) =>
        before is null ? null
        : before.MemberIds.ToHashSet(StringComparer.Ordinal).SetEquals(now.MemberIds) ? before.MembersChangedAt
        : timeProvider.GetUtcNow();

    /// <summary>What was found before and still holds: the store time of an offset never changes.</summary>
    private static Dictionary<MessageQueue, (long Offset, DateTimeOffset StoredAt)> Known(ConsumeStatsBody stats, GroupDetail? before) =>
        (before?.Waiting ?? new Dictionary<MessageQueue, (long Offset, DateTimeOffset StoredAt)>())
            .Where(waiting => stats.OffsetTable.TryGetValue(waiting.Key, out var now) && now.ConsumerOffset == waiting.Value.Offset)
            .ToDictionary(waiting => waiting.Key, waiting => waiting.Value);

    private async Task<IReadOnlyDictionary<MessageQueue, (long Offset, DateTimeOffset StoredAt)>> ReadWaitingAsync(
        BrokerEndpoint broker, string group, GroupDetail detail, Deadline deadline, CancellationToken cancellationToken)
    {
        var waiting = new Dictionary<MessageQueue, (long Offset, DateTimeOffset StoredAt)>(detail.Waiting);
        var topics = detail.Stats.OffsetTable
            .Where(queue => HasSeveral(queue.Value) && !waiting.ContainsKey(queue.Key))
            .Select(queue => queue.Key.Topic)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Take(MostTopics);
        foreach (var topic in topics)
        {
            var spans = await standard.FindTimesAsync(broker, group, topic, deadline, cancellationToken).ConfigureAwait(false);
            foreach (var span in spans)
            {
                if (detail.Stats.OffsetTable.TryGetValue(span.MessageQueue, out var offsets) && HasSeveral(offsets)
                    && NextOf(span) is { } storedAt)
                {
                    waiting.TryAdd(span.MessageQueue, (offsets.ConsumerOffset, storedAt));
                }
            }
        }

        return waiting;
    }

    /// <summary>The only waiting message is the newest one, whose time 202 tells.</summary>
    private static bool HasSeveral(OffsetWrapper queue) => queue.BrokerOffset - queue.ConsumerOffset > 1;

    /// <summary>By our clock, so that the wait is as long as the broker says. Expired ones are behind the first that is left.</summary>
    private DateTimeOffset? NextOf(QueueTimeSpan span)
    {
        var delay = span.DelayTime;
        return delay > 0 && delay < Absurd.TotalMilliseconds ? timeProvider.GetUtcNow() - TimeSpan.FromMilliseconds(delay)
            : delay != 0 && span.MinTimeStamp is > 0 and <= LatestMillis ? DateTimeOffset.FromUnixTimeMilliseconds(span.MinTimeStamp)
            : null;
    }
}
