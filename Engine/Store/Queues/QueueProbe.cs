namespace Engine.Store.Queues;

/// <summary>
/// Finds places in a queue by what its entries say. A bent entry must not cost the good ones around it, so what decides over others is read
/// in order where that is cheap, and looked at again where it is searched.
/// </summary>
internal static class QueueProbe
{
    // A page of 4 KiB.
    private const int PageEntries = 204;

    /// <summary>The first entry at or behind an index that is no filler; the queue's end when there is none.</summary>
    internal static long SkipFillers(ConsumeQueue queue, long index)
    {
        Span<byte> page = stackalloc byte[PageEntries * ConsumeQueueEntry.Bytes];
        for (var size = ConsumeQueueEntry.Bytes; ; size = page.Length)
        {
            var count = queue.Read(index, page[..size]);
            for (var i = 0; i < count; i++)
            {
                if (!ConsumeQueueEntry.Read(page[(i * ConsumeQueueEntry.Bytes)..]).IsFiller)
                {
                    return index + i;
                }
            }

            if (count == 0)
            {
                return index;
            }

            index += count;
        }
    }

    /// <summary>
    /// Behind the last entry whose message begins before a place in the log, and the fillers that follow it. Reads backwards, as much as
    /// there is behind that place.
    /// </summary>
    internal static long EndBefore(ConsumeQueue queue, long first, long physicalOffset)
    {
        Span<byte> page = stackalloc byte[PageEntries * ConsumeQueueEntry.Bytes];
        var pageEntries = 1;
        for (var end = queue.Max; end > first; pageEntries = PageEntries)
        {
            var from = Math.Max(first, end - pageEntries);
            var count = ReadAll(queue, from, page[..((int)(end - from) * ConsumeQueueEntry.Bytes)]);
            for (var i = count - 1; i >= 0; i--)
            {
                if (ConsumeQueueEntry.Read(page[(i * ConsumeQueueEntry.Bytes)..]).IsBefore(physicalOffset))
                {
                    return SkipFillers(queue, from + i + 1);
                }
            }

            end = from;
        }

        return SkipFillers(queue, first);
    }

    /// <summary>The first entry whose message is at or behind a place in the log; the queue's end when there is none.</summary>
    internal static long FirstFrom(ConsumeQueue queue, long first, long physicalOffset)
    {
        var isLive = (long index) => queue.Find(SkipFillers(queue, index)) is not { } entry || !entry.IsBefore(physicalOffset);
        if (isLive(first))
        {
            return SkipFillers(queue, first);
        }

        // The search may have met a bent entry: nothing of the page before what it found may be alive.
        var found = QueueSearch.FirstWhere(first, queue.Max, isLive);
        while (FirstLiveOfPageBefore(queue, first, found, physicalOffset) is { } earlier)
        {
            found = earlier;
        }

        return SkipFillers(queue, found);
    }

    private static long? FirstLiveOfPageBefore(ConsumeQueue queue, long first, long index, long physicalOffset)
    {
        Span<byte> page = stackalloc byte[PageEntries * ConsumeQueueEntry.Bytes];
        var from = Math.Max(first, index - PageEntries);
        var count = ReadAll(queue, from, page[..((int)(index - from) * ConsumeQueueEntry.Bytes)]);
        for (var i = 0; i < count; i++)
        {
            var entry = ConsumeQueueEntry.Read(page[(i * ConsumeQueueEntry.Bytes)..]);
            if (!entry.IsFiller && !entry.IsBlank && !entry.IsBefore(physicalOffset))
            {
                return from + i;
            }
        }

        return null;
    }

    // One read ends where the entries in memory begin.
    private static int ReadAll(ConsumeQueue queue, long index, Span<byte> target)
    {
        var read = 0;
        while (queue.Read(index + read, target[(read * ConsumeQueueEntry.Bytes)..]) is > 0 and var count)
        {
            read += count;
        }

        return read;
    }
}
