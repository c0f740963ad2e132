using Engine.Protocol.Messages;
using Engine.Store.Integrity;
using Engine.Store.Log;
using Engine.Store.Queues;

namespace Engine.Store.Queries;

/// <summary>Store times of messages, and offsets by time. No lock.</summary>
internal sealed class StoreTimes
{
    internal const long Unknown = -1;

    private readonly CommitLog _log;

    internal StoreTimes(CommitLog log) => _log = log;

    /// <summary>Store time in ms of a message, -1 when there is none.</summary>
    internal long Of(ConsumeQueue queue, long offset)
    {
        if (FindEntry(queue, offset) is not { IsFiller: false, IsBlank: false } entry || entry.PhysicalOffset < _log.MinOffset)
        {
            return Unknown;
        }

        Span<byte> head = stackalloc byte[MessageRecordFormat.HeadBytes];
        head = head[..Math.Min(head.Length, entry.Size)];
        return _log.TryReadOrReport(entry.PhysicalOffset, head, out _) && RecordCheck.IsHeadOf(head, entry.PhysicalOffset)
            && MessageRecordReader.TryReadStoreTimestamp(head, out var time) ? time : Unknown;
    }

    /// <summary>
    /// One entry, or null when there is none or the disk cannot read it: that must not take a broker's figures away, and who reads the
    /// queue hears of it.
    /// </summary>
    /// <exception cref="IOException">The disk reads nothing at all.</exception>
    internal ConsumeQueueEntry? FindEntry(ConsumeQueue queue, long offset)
    {
        try
        {
            return queue.Find(offset);
        }
        catch (IOException) when (_log.ReadsElsewhere(offset: -1))
        {
            return null;
        }
    }

    /// <summary>
    /// The first message stored at or after a time; the maximum when there is none. 5.3's lower boundary (broker-semantics §9.3).
    /// </summary>
    internal long FirstAtOrAfter(ConsumeQueue queue, long timestampMs)
    {
        var max = queue.Max;
        var first = QueueSearch.FirstWhere(
            queue.Min, max, offset => FirstKnown(queue, offset, max) is not { } known || known.Time >= timestampMs);
        return FirstKnown(queue, first, max)?.Offset ?? max;
    }

    // Entries without a message (fillers, damage) count as the next one behind them, or the search would lose its order.
    private (long Offset, long Time)? FirstKnown(ConsumeQueue queue, long offset, long max)
    {
        for (; offset < max; offset++)
        {
            if (Of(queue, offset) is var time && time != Unknown)
            {
                return (offset, time);
            }
        }

        return null;
    }
}
