namespace Engine.Client.Consuming.Processing;

/// <summary>When a held queue was last pulled and consumed.</summary>
internal sealed class QueueActivity
{
    /// <summary>PULL_MAX_IDLE_TIME: after so long without a pull the queue is made anew.</summary>
    private static readonly TimeSpan PullExpiry = TimeSpan.FromSeconds(120);

    private readonly TimeProvider _timeProvider;
    private long _lastPull;
    private long _lastPullMs;
    private long _lastConsumeMs;

    public QueueActivity(TimeProvider timeProvider)
    {
        _timeProvider = timeProvider;
        MarkPull();
        MarkConsume();
    }

    public bool IsPullExpired => _timeProvider.GetElapsedTime(Interlocked.Read(ref _lastPull)) > PullExpiry;

    /// <summary>Milliseconds since 1970; at first when the queue was begun, as in RocketMQ.</summary>
    public long LastPullMs => Interlocked.Read(ref _lastPullMs);

    /// <summary>Milliseconds since 1970; at first when the queue was begun, as in RocketMQ.</summary>
    public long LastConsumeMs => Interlocked.Read(ref _lastConsumeMs);

    public void MarkPull()
    {
        Interlocked.Exchange(ref _lastPull, _timeProvider.GetTimestamp());
        Interlocked.Exchange(ref _lastPullMs, Now());
    }

    public void MarkConsume() => Interlocked.Exchange(ref _lastConsumeMs, Now());

    private long Now() => _timeProvider.GetUtcNow().ToUnixTimeMilliseconds();
}
