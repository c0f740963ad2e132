using Engine.Protocol;

namespace Engine.Client.Consuming.Offsets;

/// <summary>
/// Where a consumer keeps its progress: a cache that consumption updates, persisted in turns (A5). Mirrors RocketMQ's OffsetStore.
/// </summary>
internal interface IOffsetStore : IDisposable
{
    /// <summary>Reads what was persisted before, where that is to be had at the start; once, before anything else.</summary>
    /// <exception cref="IOException">It cannot be read, or another consumer uses it; the consumer must not start.</exception>
    void Load();

    /// <summary>Sets the cached offset; with <paramref name="increaseOnly"/> never to a lower one, under concurrent updates too.</summary>
    void Update(MessageQueue queue, long offset, bool increaseOnly);

    /// <summary>The cached offset; null when there is none.</summary>
    long? ReadCached(MessageQueue queue);

    /// <summary>
    /// The offset; null when there is none. One read from the store is cached. A failure to read is a <see cref="ClientException"/>.
    /// </summary>
    ValueTask<long?> ReadAsync(MessageQueue queue, OffsetSource source, CancellationToken cancellationToken);

    /// <summary>
    /// What the group has committed: the offset set here, else the stored one; null when there is none. Caches nothing, so that it cannot
    /// undo a commit or a reset that comes meanwhile. A failure to read is a <see cref="ClientException"/>.
    /// </summary>
    ValueTask<long?> FindCommittedAsync(MessageQueue queue, CancellationToken cancellationToken);

    /// <summary>A queue was moved on purpose, whoever holds it: what this consumer has reached there before counts no more.</summary>
    void ForgetReached(MessageQueue queue);

    /// <summary>The cached offset for a request that carries it to the broker, with the turn to hand it over.</summary>
    CarriedCommit Carry(MessageQueue queue);

    /// <summary>
    /// Persists one queue's cached offset, if there is one; with <paramref name="confirmed"/> it is stored when the call returns. A failure
    /// is a <see cref="ClientException"/>.
    /// </summary>
    ValueTask PersistAsync(MessageQueue queue, bool confirmed, CancellationToken cancellationToken);

    /// <summary>Persists the queues held and forgets all others (A2). A queue that fails is logged and stops no other.</summary>
    ValueTask PersistAllAsync(IReadOnlySet<MessageQueue> held, CancellationToken cancellationToken);

    /// <summary>Forgets the cached offset.</summary>
    void Remove(MessageQueue queue);
}
