using Engine.Protocol;

namespace Engine.Client.Consuming.Rebalance;

/// <summary>
/// Consecutive runs of queues, the first members one queue more when they do not divide evenly. Mirrors RocketMQ's
/// AllocateMessageQueueAveragely, the default.
/// </summary>
public sealed class AllocateAveragely : IAllocateStrategy
{
    /// <summary>AVG.</summary>
    public string Name => "AVG";

    /// <inheritdoc />
    public IReadOnlyList<MessageQueue> Allocate(
        string group,
        string clientId,
        IReadOnlyList<MessageQueue> queues,
        IReadOnlyList<string> clientIds)
    {
        ArgumentNullException.ThrowIfNull(queues);
        ArgumentNullException.ThrowIfNull(clientIds);
        var index = MemberList.IndexOf(clientIds, clientId);
        if (index < 0)
        {
            return [];
        }

        var (each, left) = Math.DivRem(queues.Count, clientIds.Count);
        var start = (index * each) + Math.Min(index, left);
        var size = each + (index < left ? 1 : 0);
        return [.. queues.Skip(start).Take(size)];
    }
}
