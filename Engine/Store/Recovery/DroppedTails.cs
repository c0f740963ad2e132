using Engine.Store.Queues;

namespace Engine.Store.Recovery;

/// <summary>
/// The newest entry each queue lost because a start did not believe it. When its message turns out to lie in a damaged place, its offset
/// must not be given to another one, for consumers may be past it.
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

    /// <summary>Fills queues whose newest message lies in a damaged place.</summary>
    internal void FillUp(IReadOnlyList<LostRange> lost)
    {
        foreach (var (queue, index, physicalOffset) in _newest)
        {
            if (index >= queue.Max && lost.Any(range => range.Holds(physicalOffset)))
            {
                queue.FillTo(index + 1);
            }
        }
    }
}
