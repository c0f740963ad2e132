using Engine.Protocol;

namespace Engine.Client.Consuming.Rebalance;

/// <summary>
/// Places members and queues on a ring by their hashes; a queue goes to the next member on it. When a member comes or goes, only queues
/// that it takes or leaves change hands; the shares are of uneven size, and some may be empty. Mirrors RocketMQ's
/// AllocateMessageQueueConsistentHash.
/// </summary>
public sealed class AllocateConsistentHash : IAllocateStrategy
{
    private readonly int _virtualNodes;

    /// <param name="virtualNodes">Places of each member on the ring, from 1; more make the shares more even.</param>
    public AllocateConsistentHash(int virtualNodes = 10)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(virtualNodes, 1);
        _virtualNodes = virtualNodes;
    }

    /// <summary>CONSISTENT_HASH.</summary>
    public string Name => "CONSISTENT_HASH";

    /// <inheritdoc />
    public IReadOnlyList<MessageQueue> Allocate(
        string group,
        string clientId,
        IReadOnlyList<MessageQueue> queues,
        IReadOnlyList<string> clientIds)
    {
        ArgumentNullException.ThrowIfNull(queues);
        ArgumentNullException.ThrowIfNull(clientIds);
        if (MemberList.IndexOf(clientIds, clientId) < 0)
        {
            return [];
        }

        var ring = new HashRing(clientIds, _virtualNodes);
        return [.. queues.Where(queue => ring.OwnerOf(KeyOf(queue)) == clientId)];
    }

    /// <inheritdoc />
    public string ExplainIdle(string clientId, IReadOnlyList<MessageQueue> queues, IReadOnlyList<string> clientIds)
    {
        ArgumentNullException.ThrowIfNull(queues);
        ArgumentNullException.ThrowIfNull(clientIds);
        return IdleReason.Common(clientId, queues.Count, clientIds) ?? IdleReason.NothingOnTheRing;
    }

    /// <summary>Java's MessageQueue#toString: members of other languages hash the same text.</summary>
    private static string KeyOf(MessageQueue queue) =>
        string.Create(null, $"MessageQueue [topic={queue.Topic}, brokerName={queue.BrokerName}, queueId={queue.QueueId}]");
}
