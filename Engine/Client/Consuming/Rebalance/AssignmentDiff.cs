using Engine.Client.Consuming.Processing;
using Engine.Protocol;

namespace Engine.Client.Consuming.Rebalance;

/// <summary>What a new assignment of one topic changes. Pure. Mirrors RebalanceImpl#updateProcessQueueTableInRebalance.</summary>
/// <param name="Lost">Held queues to give up: no longer assigned, or not pulled for too long and to be made anew.</param>
/// <param name="Gained">Queues to begin with, those made anew among them.</param>
internal sealed record AssignmentDiff(IReadOnlyList<MessageQueue> Lost, IReadOnlyList<MessageQueue> Gained)
{
    public bool IsEmpty => Lost.Count == 0 && Gained.Count == 0;

    /// <param name="topic">The topic.</param>
    /// <param name="held">All queues held, of every topic.</param>
    /// <param name="assigned">The topic's queues that are this member's now.</param>
    public static AssignmentDiff Of(
        string topic,
        IReadOnlyDictionary<MessageQueue, ProcessQueue> held,
        IReadOnlyCollection<MessageQueue> assigned)
    {
        var wanted = assigned.ToHashSet();
        var lost = held
            .Where(pair => pair.Key.Topic == topic && (!wanted.Contains(pair.Key) || pair.Value.Activity.IsPullExpired))
            .Select(pair => pair.Key)
            .Order()
            .ToArray();
        return new AssignmentDiff(lost, [.. assigned.Where(queue => !held.ContainsKey(queue) || lost.Contains(queue))]);
    }
}
