using Engine.Protocol;
using Engine.Protocol.Bodies;

namespace Engine.Admin.Foreign;

/// <summary>What one broker says of one group.</summary>
/// <param name="Online">Its members and what they subscribe; null when it is offline there.</param>
/// <param name="MembersChangedAt">When other members were found than before; null while they have been the same.</param>
/// <param name="Stats">Broker offset, consumer offset and store time of the last consumed message.</param>
/// <param name="Waiting">The next message of queues that have several to consume: its offset and store time, by our clock.</param>
internal sealed record GroupDetail(
    ConsumerConnectionBody? Online,
    DateTimeOffset? MembersChangedAt,
    ConsumeStatsBody Stats,
    IReadOnlyDictionary<MessageQueue, (long Offset, DateTimeOffset StoredAt)> Waiting)
{
    public IEnumerable<string> MemberIds => Online?.ConnectionSet.Select(member => member.ClientId) ?? [];
}
