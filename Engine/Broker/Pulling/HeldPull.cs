using Engine.Store;

namespace Engine.Broker.Pulling;

/// <summary>A pull that waits for a message, a reset, its time-out or the stop; a wake counts once.</summary>
internal sealed class HeldPull(string group, string topic, int queueId, long offset, IMessageFilter? filter)
{
    private readonly TaskCompletionSource _woken = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Group { get; } = group;

    public string Topic { get; } = topic;

    public int QueueId { get; } = queueId;

    /// <summary>A message at this offset, or above it, ends the wait.</summary>
    public long Offset { get; } = offset;

    /// <summary>Goes on elsewhere than on the thread that wakes.</summary>
    public Task Woken => _woken.Task;

    public void Wake() => _woken.TrySetResult();

    /// <summary>What it wants by the record itself, not by the queue entry alone; null when the entry says everything.</summary>
    public PropertyFilter? RecordFilter { get; } = filter as PropertyFilter;

    /// <summary>Whether a message that became readable is one for this pull, as far as its queue entry says.</summary>
    public bool Wants(long newMaxOffset, long tagsCode) => newMaxOffset > Offset && (filter?.Matches(tagsCode) ?? true);
}
