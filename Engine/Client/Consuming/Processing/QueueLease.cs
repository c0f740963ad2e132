namespace Engine.Client.Consuming.Processing;

/// <summary>
/// What a client knows of its lock on a queue: the broker keeps it 60 s after the last renewal, the client relies on it for 30 s only.
/// Mirrors the lock fields of RocketMQ's ProcessQueue.
/// </summary>
internal sealed class QueueLease(TimeProvider timeProvider)
{
    /// <summary>REBALANCE_LOCK_MAX_LIVE_TIME.</summary>
    private static readonly TimeSpan ReliedOn = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan KeptByTheBroker = TimeSpan.FromSeconds(60);

    private readonly Lock _lock = new();
    private long? _renewed;
    private DateTimeOffset? _renewedAt;

    /// <summary>True from a renewal on until it is too long ago.</summary>
    public bool IsHeld => Age <= ReliedOn;

    /// <summary>
    /// True when somebody else may have had the queue since the last renewal: what is cached of it may be consumed already.
    /// </summary>
    public bool MayHaveBeenLost => Age > KeptByTheBroker;

    /// <summary>Time of the last renewal; null before the first.</summary>
    public DateTimeOffset? RenewedAt
    {
        get
        {
            lock (_lock)
            {
                return _renewedAt;
            }
        }
    }

    private TimeSpan? Age
    {
        get
        {
            lock (_lock)
            {
                return _renewed is { } renewed ? timeProvider.GetElapsedTime(renewed) : null;
            }
        }
    }

    /// <summary>Notes that the broker gave or kept the lock.</summary>
    public void Renew()
    {
        lock (_lock)
        {
            _renewed = timeProvider.GetTimestamp();
            _renewedAt = timeProvider.GetUtcNow();
        }
    }
}
