using Engine.Admin.Members;

namespace Dashboard.Api.Contracts;

/// <summary>A queue that a client holds; times are by the client's clock, null = never.</summary>
internal sealed record HeldQueueContract(
    string Topic,
    string Broker,
    int QueueId,
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
    DateTimeOffset? LastConsume,
    bool? Paused)
{
    public static HeldQueueContract Of(HeldQueue held) => new(
        held.Queue.Topic, held.Queue.BrokerName, held.Queue.QueueId, held.CommitOffset, held.CachedCount, held.CachedMinOffset,
        held.CachedMaxOffset, held.CachedMiB, held.TakenCount, held.Locked, held.Dropped, held.LastLock, held.LastPull, held.LastConsume,
        held.Paused);
}
