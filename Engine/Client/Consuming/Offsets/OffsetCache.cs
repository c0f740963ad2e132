using System.Collections.Concurrent;
using Engine.Protocol;

namespace Engine.Client.Consuming.Offsets;

/// <summary>The offsets that consumption has reached and that wait to be persisted (A5). Safe for many threads.</summary>
internal sealed class OffsetCache
{
    private readonly ConcurrentDictionary<MessageQueue, Entry> _offsets = new();

    public IEnumerable<MessageQueue> Queues => _offsets.Keys;

    /// <summary>Sets the offset; with <paramref name="increaseOnly"/> never to a lower one.</summary>
    public void Update(MessageQueue queue, long offset, bool increaseOnly)
    {
        if (increaseOnly)
        {
            _offsets.AddOrUpdate(
                queue,
                static (_, wanted) => new Entry(wanted, IsSet: true),
                static (_, cached, wanted) => new Entry(Math.Max(cached.Offset, wanted), IsSet: true),
                offset);
        }
        else
        {
            _offsets[queue] = new Entry(offset, IsSet: true);
        }
    }

    /// <summary>
    /// Keeps an offset as it was read from the store; consumption has not reached it here. One that was set here and is higher stays: the
    /// store is a slave's, say, which has not heard of it.
    /// </summary>
    public void KeepRead(MessageQueue queue, long offset) => _offsets.AddOrUpdate(
        queue,
        static (_, read) => new Entry(read, IsSet: false),
        static (_, cached, read) => cached.IsSet && cached.Offset > read ? cached : new Entry(read, IsSet: false),
        offset);

    public long? Read(MessageQueue queue) => _offsets.TryGetValue(queue, out var entry) ? entry.Offset : null;

    /// <summary>The offset if it was set here; null when it was only read from the store.</summary>
    public long? ReadSet(MessageQueue queue) => _offsets.TryGetValue(queue, out var entry) && entry.IsSet ? entry.Offset : null;

    public void Remove(MessageQueue queue) => _offsets.TryRemove(queue, out _);

    private readonly record struct Entry(long Offset, bool IsSet);
}
