using Engine.Protocol;

namespace Engine.Client.Consuming.Rebalance;

/// <summary>
/// Deals the queues out one by one, as cards: member i of m takes every m-th queue from the i-th on. Mirrors RocketMQ's
/// AllocateMessageQueueAveragelyByCircle.
/// </summary>
public sealed class AllocateAveragelyByCircle : IAllocateStrategy
{
    /// <summary>AVG_BY_CIRCLE.</summary>
    public string Name => "AVG_BY_CIRCLE";

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
        return index < 0 ? [] : [.. queues.Where((_, place) => place % clientIds.Count == index)];
    }
}
