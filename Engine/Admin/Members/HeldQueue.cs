using Engine.Protocol;

namespace Engine.Admin.Members;

/// <summary>A queue that a client holds. Mirrors RocketMQ's ProcessQueueInfo; times are by the client's clock, null = never.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="CommitOffset">The offset that the client would commit; null when it knows none.</param>
/// <param name="CachedCount">Messages pulled and not yet done.</param>
/// <param name="CachedMinOffset">Lowest offset of them; null when there are none.</param>
/// <param name="CachedMaxOffset">Highest offset of them; null when there are none.</param>
/// <param name="CachedMiB">Their size in whole MiB, rounded down.</param>
/// <param name="TakenCount">Of orderly consumption: taken by the listener and not yet committed.</param>
/// <param name="Locked">Whether the client relies on its lock at the broker. Java clients say true for every queue.</param>
/// <param name="Dropped">Whether the client is giving the queue up.</param>
/// <param name="LastLock">Last time the lock was got or renewed.</param>
/// <param name="LastPull">Last pull.</param>
/// <param name="LastConsume">Last time messages went to the listener.</param>
public sealed record HeldQueue(
    MessageQueue Queue,
    long? CommitOffset,
    int CachedCount,
    long? CachedMinOffset,
    long? CachedMaxOffset,
    int CachedMiB,
    int TakenCount,
    bool Locked,
    bool Dropped,
    DateTimeOffset? LastLock,
    DateTimeOffset? LastPull,
    DateTimeOffset? LastConsume)
{
    /// <summary>Whether the application paused it, alone or with the consumer; null when the client does not say.</summary>
    public bool? Paused { get; init; }
}
