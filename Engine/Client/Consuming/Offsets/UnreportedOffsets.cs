using System.Collections.Concurrent;
using Engine.Protocol;

namespace Engine.Client.Consuming.Offsets;

/// <summary>
/// How far this consumer has come on queues whose master was not there to be told (G3). A queue that it loses meanwhile and gets back goes
/// on from here, where a slave knows only what the master had been told. Safe for many threads; at most one entry for each queue.
/// </summary>
internal sealed class UnreportedOffsets
{
    private readonly ConcurrentDictionary<MessageQueue, long> _offsets = new();

    public IEnumerable<MessageQueue> Queues => _offsets.Keys;

    public void Note(MessageQueue queue, long offset) => _offsets[queue] = offset;

    /// <summary>Its master knows it now, or the queue was moved on purpose.</summary>
    public void Forget(MessageQueue queue) => _offsets.TryRemove(queue, out _);

    public long? Find(MessageQueue queue) => _offsets.TryGetValue(queue, out var offset) ? offset : null;

    /// <summary>The further one of what a broker has stored and what was not reported; null when there is neither.</summary>
    public long? Furthest(MessageQueue queue, long? stored) =>
        Find(queue) is { } unreported && unreported > (stored ?? -1) ? unreported : stored;
}
