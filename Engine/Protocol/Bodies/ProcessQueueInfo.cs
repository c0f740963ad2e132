using System.Text.Json.Serialization;

namespace Engine.Protocol.Bodies;

/// <summary>
/// One held queue in a <see cref="ConsumerRunningInfoBody"/>. Times in ms since 1970, 0 = never. Mirrors RocketMQ's ProcessQueueInfo.
/// </summary>
internal sealed record ProcessQueueInfo
{
    /// <summary>-1 when the client knows none.</summary>
    public long CommitOffset { get; init; }

    public long CachedMsgMinOffset { get; init; }

    public long CachedMsgMaxOffset { get; init; }

    /// <summary>Pulled and not yet done; of orderly consumption those not yet taken.</summary>
    public int CachedMsgCount { get; init; }

    public int CachedMsgSizeInMiB { get; init; }

    public long TransactionMsgMinOffset { get; init; }

    public long TransactionMsgMaxOffset { get; init; }

    /// <summary>Of orderly consumption: taken and not yet committed.</summary>
    public int TransactionMsgCount { get; init; }

    /// <summary>Of orderly consumption: whether the client relies on its lock now. Java clients say true for every queue.</summary>
    public bool Locked { get; init; }

    /// <summary>How often the queue was to be given up while a listener call ran.</summary>
    public long TryUnlockTimes { get; init; }

    public long LastLockTimestamp { get; init; }

    /// <summary>RocketMQ's spelling; client-go writes <c>dropped</c>.</summary>
    [JsonPropertyName("droped")]
    public bool Dropped { get; init; }

    public long LastPullTimestamp { get; init; }

    public long LastConsumeTimestamp { get; init; }
}
