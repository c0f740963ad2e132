namespace Engine.Admin.Statistics;

/// <summary>Messages that a group's member has and that are not committed yet.</summary>
public static class QueueInFlight
{
    /// <summary>
    /// Last offset handed to the owner − consumer offset, counted like the lag from the queue's minimum at least. Null without an owner,
    /// without a consumer offset, and while the owner was told to move elsewhere.
    /// </summary>
    public static long? Of(QueueFigures queue)
    {
        ArgumentNullException.ThrowIfNull(queue);
        var inFlight = queue.PulledOffset - (queue.ConsumerOffset is { } consumed ? Math.Max(consumed, queue.MinOffset) : null);
        return inFlight < 0 ? null : inFlight;
    }
}
