using System.Collections.Concurrent;
using Engine.Protocol;

namespace Engine.Client.Consuming.Offsets;

/// <summary>The offsets that consumption has reached and that wait to be persisted (A5). Safe for many threads.</summary>
internal sealed class OffsetCache
{
    private readonly ConcurrentDictionary<MessageQueue, long> _offsets = new();

    public IEnumerable<MessageQueue> Queues => _offsets.Keys;

    /// <summary>Sets the offset; with <paramref name="increaseOnly"/> never to a lower one.</summary>
    public void Update(MessageQueue queue, long offset, bool increaseOnly)
    {
        if (increaseOnly)
        {
            _offsets.AddOrUpdate(queue, static (_, wanted) => wanted, static (_, cached, wanted) => Math.Max(cached, wanted), offset);
        }
        else
        {
            _offsets[queue] = offset;
        }
    }

    public long? Read(MessageQueue queue) => _offsets.TryGetValue(queue, out var offset) ? offset : null;

    public void Remove(MessageQueue queue) => _offsets.TryRemove(queue, out _);
}
