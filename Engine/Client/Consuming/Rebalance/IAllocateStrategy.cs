using Engine.Protocol;

namespace Engine.Client.Consuming.Rebalance;

/// <summary>
/// Decides which queues of a topic one member of a group takes. Every member computes it alone: from the same lists all must come to
/// disjoint, complete shares, so all members of a group need the same strategy. Mirrors RocketMQ's AllocateMessageQueueStrategy.
/// </summary>
public interface IAllocateStrategy
{
    /// <summary>RocketMQ's name of the strategy, AVG for example.</summary>
    string Name { get; }

    /// <summary>The share of one member; empty when it is not among the members or the strategy has nothing for it.</summary>
    /// <param name="group">Consumer group.</param>
    /// <param name="clientId">The member.</param>
    /// <param name="queues">All queues of the topic, sorted.</param>
    /// <param name="clientIds">All members of the group, sorted by ordinal.</param>
    IReadOnlyList<MessageQueue> Allocate(
        string group,
        string clientId,
        IReadOnlyList<MessageQueue> queues,
        IReadOnlyList<string> clientIds);

    /// <summary>
    /// Why the share of a member is empty, in a few words for an operator, "idle: more consumers than queues" for example. To be asked
    /// only about an empty share, with the lists it came from.
    /// </summary>
    /// <param name="clientId">The member.</param>
    /// <param name="queues">All queues of the topic.</param>
    /// <param name="clientIds">All members of the group.</param>
    string ExplainIdle(string clientId, IReadOnlyList<MessageQueue> queues, IReadOnlyList<string> clientIds) =>
        IdleReason.OfCounts(clientId, queues.Count, clientIds);
}
