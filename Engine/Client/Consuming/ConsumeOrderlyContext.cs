using Engine.Protocol;

namespace Engine.Client.Consuming;

/// <summary>
/// Beside a batch: where it came from, and what an orderly listener may decide. Mirrors RocketMQ's ConsumeOrderlyContext.
/// </summary>
public sealed class ConsumeOrderlyContext(MessageQueue queue)
{
    /// <summary>Queue the batch was pulled from.</summary>
    public MessageQueue Queue { get; } = queue;

    /// <summary>Whether success commits at once; else the listener says when, with <see cref="ConsumeOrderlyStatus.Commit"/>.</summary>
    public bool AutoCommit { get; set; } = true;

    /// <summary>Pause before the batch comes again, 10 ms to 30 s; null means the consumer's own.</summary>
    public TimeSpan? SuspendCurrentQueueTime { get; set; }
}
