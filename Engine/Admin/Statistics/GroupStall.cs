namespace Engine.Admin.Statistics;

/// <summary>Whether a group as a whole makes no progress.</summary>
/// <param name="Queues">Queues with the verdict stalled.</param>
/// <param name="InFlight">Messages that members have of them and do not commit.</param>
/// <param name="HasMoved">Whether another queue of the group moved within the window.</param>
public readonly record struct GroupStall(int Queues, long InFlight, bool HasMoved)
{
    /// <summary>Members have messages, and nothing moves.</summary>
    public bool IsStuck => InFlight > 0 && !HasMoved;

    /// <summary>Of the group's queues. Their samples are looked at only when one is stalled.</summary>
    /// <param name="queues">All queues of the group.</param>
    /// <param name="now">When the figures were read.</param>
    public static GroupStall Of(IReadOnlyCollection<QueueStanding> queues, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(queues);
        var stalled = queues.Where(queue => queue.Reason.Verdict == QueueVerdict.Stalled).ToList();
        return stalled.Count == 0
            ? default
            : new GroupStall(
                stalled.Count,
                stalled.Sum(queue => queue.InFlight ?? 0),
                queues.Any(queue => QueueTrend.HasMoved(queue.Consumed, now)));
    }
}
