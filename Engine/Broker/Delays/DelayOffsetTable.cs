using System.Collections.Concurrent;
using Engine.Protocol.Bodies;

namespace Engine.Broker.Delays;

/// <summary>
/// How far each delay level has delivered: the offset of the next message in its queue. Mirrors the offset table of ScheduleMessageService.
/// </summary>
internal sealed class DelayOffsetTable : ISavedTable
{
    private readonly ConcurrentDictionary<int, long> _offsets = new();
    private long _version;

    public long Version => Interlocked.Read(ref _version);

    public long? Find(int level) => _offsets.TryGetValue(level, out var offset) ? offset : null;

    public void Put(int level, long offset)
    {
        _offsets[level] = offset;
        Interlocked.Increment(ref _version);
    }

    /// <summary>Begins with what was saved.</summary>
    public void Load(DelayOffsetBody saved)
    {
        foreach (var (level, offset) in saved.OffsetTable)
        {
            _offsets[level] = offset;
        }
    }

    /// <summary>Takes a master's; true when any was another.</summary>
    public bool PutOver(DelayOffsetBody master)
    {
        var changed = false;
        foreach (var (level, offset) in master.OffsetTable)
        {
            if (Find(level) != offset)
            {
                Put(level, offset);
                changed = true;
            }
        }

        return changed;
    }

    public ICommandBody ToBody() =>
        new DelayOffsetBody { OffsetTable = _offsets.OrderBy(level => level.Key).ToDictionary(level => level.Key, level => level.Value) };
}
