using System.Buffers;

namespace Engine.Store.Keys;

/// <summary>
/// Brings an index file back to its last checkpoint, or further back to what the log still holds: items behind are forgotten, and slots
/// that name them are turned to the item before. The log gives again what is lost.
/// </summary>
internal static class IndexRepair
{
    private const int BlockItems = 3000;

    /// <summary>Repairs a file of a store that was not closed cleanly, or that points behind the log's end.</summary>
    /// <param name="file">The file; nothing was put into it yet.</param>
    /// <param name="logEnd">Items of records at or behind this log offset go too.</param>
    /// <returns>What is wrong if the file cannot be repaired, or null.</returns>
    /// <exception cref="IOException">The disk refused.</exception>
    internal static string? Run(IndexFile file, long logEnd)
    {
        var keep = file.EndOffset >= logEnd ? FindFirstFrom(file, logEnd) : file.Count;
        var newest = FindNewestHead(file, out var fault);
        fault ??= newest >= keep ? TurnBack(file, keep, newest) : null;
        if (fault is null)
        {
            file.Restart(HeaderOf(file, keep, CountUsedSlots(file)));
        }

        return fault;
    }

    // Items are in the order of the log.
    private static int FindFirstFrom(IndexFile file, long offset)
    {
        var (from, to) = (IndexHeader.FirstItem, file.Count);
        while (from < to)
        {
            var middle = from + ((to - from) / 2);
            if (file.ReadItem(middle).PhysicalOffset >= offset)
            {
                to = middle;
            }
            else
            {
                from = middle + 1;
            }
        }

        return from;
    }

    private static int FindNewestHead(IndexFile file, out string? fault)
    {
        fault = null;
        var newest = 0;
        for (var slot = 0; slot < file.Shape.Slots; slot++)
        {
            var head = file.Slots.Load(slot);
            if (head < 0 || head >= file.Shape.Items)
            {
                fault = $"slot {slot} names item {head} of {file.Shape.Items}";
            }

            newest = Math.Max(newest, head);
        }

        return newest;
    }

    // From the newest item down to the first forgotten one: when an item's turn comes, all newer ones of its slot had theirs.
    private static string? TurnBack(IndexFile file, int keep, int newest)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BlockItems * IndexItem.Bytes);
        try
        {
            for (var last = newest; last >= keep;)
            {
                var first = Math.Max(keep, last - BlockItems + 1);
                var block = buffer.AsSpan(0, (last - first + 1) * IndexItem.Bytes);
                if (file.ReadItems(block, first) != last - first + 1)
                {
                    return $"items {first} to {last} cannot be read";
                }

                for (; last >= first; last--)
                {
                    if (TurnBack(file, last, IndexItem.Read(block[((last - first) * IndexItem.Bytes)..])) is { } fault)
                    {
                        return fault;
                    }
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return FindNewestHead(file, out _) >= keep ? $"slots name items from {keep} on that are not there" : null;
    }

    private static string? TurnBack(IndexFile file, int number, in IndexItem item)
    {
        // Where only newer slots or only newer items reached the disk the others are zeros, or of another slot.
        if (item.KeyHash < 0 || file.Slots.Load(file.Shape.SlotOf(item.KeyHash)) != number)
        {
            return null;
        }

        if (item.Previous < 0 || item.Previous >= number || (number >= file.Count && item.PhysicalOffset < file.EndOffset))
        {
            return $"item {number} names item {item.Previous} as older and the record at offset {item.PhysicalOffset}";
        }

        file.Slots.Set(file.Shape.SlotOf(item.KeyHash), item.Previous);
        return null;
    }

    private static int CountUsedSlots(IndexFile file)
    {
        var used = 0;
        for (var slot = 0; slot < file.Shape.Slots; slot++)
        {
            used += file.Slots.Load(slot) == 0 ? 0 : 1;
        }

        return used;
    }

    private static IndexHeader HeaderOf(IndexFile file, int keep, int usedSlots)
    {
        if (keep == file.Count)
        {
            return file.Header with { UsedSlots = usedSlots };
        }

        if (keep <= IndexHeader.FirstItem)
        {
            return IndexHeader.Empty;
        }

        // The millisecond is not in the item: the end of its second, or queries of that time would pass the file over.
        var last = file.ReadItem(keep - 1);
        var endTime = Math.Min(file.EndTime, file.BeginTime + (last.Seconds * 1000L) + 999);
        return file.Header with { Count = keep, UsedSlots = usedSlots, EndOffset = last.PhysicalOffset, EndTime = endTime };
    }
}
