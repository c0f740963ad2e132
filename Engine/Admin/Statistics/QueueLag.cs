namespace Engine.Admin.Statistics;

/// <summary>
/// How far a group is behind on one queue: the only place where it is computed (truth rules 1 to 3). Mirrors the difference that
/// RocketMQ's ConsumeStats computes, but counts only messages that still exist.
/// </summary>
public static class QueueLag
{
    /// <summary>
    /// Messages that are stored and not yet consumed: broker offset − max(consumer offset, queue minimum). Null when it is unknown: no
    /// consumer offset, or a negative difference, as it arises when offsets are read apart.
    /// </summary>
    /// <param name="minOffset">First offset still stored.</param>
    /// <param name="brokerOffset">Offset the next message will get.</param>
    /// <param name="consumerOffset">Next offset the group reads as committed; null when it has none.</param>
    public static long? Of(long minOffset, long brokerOffset, long? consumerOffset)
    {
        if (consumerOffset is not { } consumed)
        {
            return null;
        }

        var lag = brokerOffset - Math.Max(consumed, minOffset);
        return lag < 0 ? null : lag;
    }

    /// <summary>The same of one queue's figures.</summary>
    public static long? Of(QueueFigures queue)
    {
        ArgumentNullException.ThrowIfNull(queue);
        return Of(queue.MinOffset, queue.BrokerOffset, queue.ConsumerOffset);
    }

    /// <summary>Messages that were deleted before the group read them; 0 when none, null without a consumer offset.</summary>
    /// <param name="minOffset">First offset still stored.</param>
    /// <param name="consumerOffset">Next offset the group reads as committed; null when it has none.</param>
    public static long? ExpiredUnread(long minOffset, long? consumerOffset) =>
        consumerOffset is { } consumed ? Math.Max(0, minOffset - consumed) : null;

    /// <summary>The same of one queue's figures.</summary>
    public static long? ExpiredUnread(QueueFigures queue)
    {
        ArgumentNullException.ThrowIfNull(queue);
        return ExpiredUnread(queue.MinOffset, queue.ConsumerOffset);
    }
}
