namespace Engine.Client.Consuming;

/// <summary>What a push consumer has done since its start, in messages unless said otherwise, and what it holds now.</summary>
public sealed record PushConsumerStatistics
{
    /// <summary>Messages pulled that passed the subscription.</summary>
    public required long Pulled { get; init; }

    /// <summary>Messages the listener finished.</summary>
    public required long ConsumedOk { get; init; }

    /// <summary>Messages the listener failed, each failure counted.</summary>
    public required long ConsumedFailed { get; init; }

    /// <summary>Failed messages that a broker took over for a later delivery.</summary>
    public required long SentBack { get; init; }

    /// <summary>Pulls delayed because too many messages of the queue were cached.</summary>
    public required long FlowControlByCount { get; init; }

    /// <summary>Pulls delayed because too many bytes of the queue were cached.</summary>
    public required long FlowControlByBytes { get; init; }

    /// <summary>Pulls delayed because the offsets cached of the queue were too far apart.</summary>
    public required long FlowControlBySpan { get; init; }

    /// <summary>Pulls that failed.</summary>
    public required long PullFailures { get; init; }

    /// <summary>Messages cached now, those in the listener included.</summary>
    public required long CachedMessages { get; init; }

    /// <summary>Body bytes cached now.</summary>
    public required long CachedBytes { get; init; }
}
