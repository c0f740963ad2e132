using Engine.Store.Queues;

namespace Engine.Store.Recovery;

/// <summary>
/// The newest entry each queue lost because a start did not believe it. When the log turns out to reach beyond its message without having
/// it, the message lies in a damaged place: its offset must not be given to another one, for consumers may be past it.
/// </summary>
internal sealed class DroppedTails
{
    private readonly List<(ConsumeQueue Queue, long Index, long PhysicalOffset)> _newest = [];

    /// <summary>Drops the entries at or behind a place in the log and remembers the newest.</summary>
    internal void Cut(ConsumeQueue queue, long physicalOffset)
    {
        var max = queue.Max;
        var newest = queue.Find(max - 1);
        queue.CutFromPhysical(physicalOffset);
        if (queue.Max < max && newest is { IsFiller: false, IsBlank: false } entry && entry.PhysicalOffset >= physicalOffset)
        {
            _newest.Add((queue, max - 1, entry.PhysicalOffset));
        }
    }

    /// <summary>Fills queues whose newest message lies before the log's end and was not found.</summary>
    internal void FillUp(long logEnd)
    {
        foreach (var (queue, index, physicalOffset) in _newest)
        {
            if (index >= queue.Max && physicalOffset < logEnd)
            {
                queue.FillTo(index + 1);
            }
        }
    }
}
