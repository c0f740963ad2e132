using Engine.Store.Integrity;
using Engine.Store.Log;
using Engine.Store.Queues;

namespace Engine.Store.Queries;

/// <summary>Reads messages by queue offset; mirrors <c>DefaultMessageStore#getMessage</c>. No lock.</summary>
internal sealed class QueueReader
{
    private const int PageEntries = 64;

    private readonly CommitLog _log;
    private readonly EntryRecords _records;

    internal QueueReader(CommitLog log)
    {
        _log = log;
        _records = new EntryRecords(log);
    }

    internal GetResult Get(ConsumeQueue? queue, long offset, int maxMessages, IMessageFilter? filter)
    {
        if (queue is null)
        {
            return new GetResult(GetStatus.NoMatchedLogicQueue, 0, 0, 0);
        }

        var min = queue.Min;
        var max = queue.Max;
        if (OffsetVerdict.Judge(offset, min, max) is { } verdict)
        {
            return new GetResult(verdict.Status, verdict.Next, min, max);
        }

        var limit = PullLimits.ScanOf(maxMessages, offset, queue.EntriesPerFile);
        Span<FoundEntry> found = stackalloc FoundEntry[PullLimits.MessagesOf(maxMessages)];
        var scanned = 0;
        var wasRemoved = false;
        while (scanned < limit)
        {
            var before = scanned;
            var count = Collect(queue, offset, limit, filter, found, ref scanned, ref wasRemoved);
            if (count > 0 && _records.Read(queue.Key, found[..count], filter, ref wasRemoved) is { Messages: > 0 } records)
            {
                return new GetResult(GetStatus.Found, offset + scanned, min, max) { Body = records.Body, MessageCount = records.Messages };
            }

            if (scanned == before)
            {
                break;
            }
        }

        return scanned == 0
            ? new GetResult(GetStatus.OffsetFoundNull, offset - (offset % queue.EntriesPerFile) + queue.EntriesPerFile, min, max)
            : new GetResult(wasRemoved ? GetStatus.MessageWasRemoving : GetStatus.NoMatchedMessage, offset + scanned, min, max);
    }

    // Entries that pass the first stage, until the answer is full, the limit is reached or the queue ends.
    private int Collect(
        ConsumeQueue queue, long offset, int limit, IMessageFilter? filter,
        Span<FoundEntry> found, ref int scanned, ref bool wasRemoved)
    {
        Span<byte> page = stackalloc byte[PageEntries * ConsumeQueueEntry.Bytes];
        var (count, bytes) = (0, 0);
        while (scanned < limit)
        {
            var entries = ReadPage(queue, offset + scanned, page[..(Math.Min(PageEntries, limit - scanned) * ConsumeQueueEntry.Bytes)]);
            if (entries == 0)
            {
                break;
            }

            for (var i = 0; i < entries; i++)
            {
                var entry = ConsumeQueueEntry.Read(page[(i * ConsumeQueueEntry.Bytes)..]);
                var isGone = entry.IsFiller || IsDamaged(queue, offset + scanned, entry) || entry.PhysicalOffset < _log.MinOffset;
                if (!isGone && PullLimits.IsFull(count, bytes, entry.Size, found.Length))
                {
                    return count;
                }

                scanned++;
                wasRemoved |= isGone;
                if (!isGone && (filter is null || filter.Matches(entry.TagsCode)))
                {
                    found[count++] = new FoundEntry(entry, offset + scanned - 1);
                    bytes += entry.Size;
                }
            }
        }

        return count;
    }

    // An entry that the disk cannot read, while it reads others, is a blank one: reported and left out like any other that says nothing.
    private int ReadPage(ConsumeQueue queue, long offset, Span<byte> page)
    {
        try
        {
            return queue.Read(offset, page);
        }
        catch (IOException) when (_log.ReadsElsewhere(offset: -1))
        {
            var entries = (int)Math.Min(page.Length / ConsumeQueueEntry.Bytes, queue.Max - offset);
            for (var i = 0; i < entries; i++)
            {
                ReadOne(queue, offset + i, page.Slice(i * ConsumeQueueEntry.Bytes, ConsumeQueueEntry.Bytes));
            }

            return entries;
        }
    }

    private static void ReadOne(ConsumeQueue queue, long offset, Span<byte> entry)
    {
        try
        {
            if (queue.Read(offset, entry) == 1)
            {
                return;
            }
        }
        catch (IOException)
        {
            // What is wrong with it is said where it is judged.
        }

        entry.Clear();
    }

    // A blank behind which the queue goes on, or what cannot be an entry. Fillers were reported when they were made.
    private bool IsDamaged(ConsumeQueue queue, long offset, in ConsumeQueueEntry entry)
    {
        var fault = entry.IsFiller ? null : RecordCheck.FindFault(entry, _log.MaxOffset, _log.LargestAppend);
        if (fault is not null)
        {
            queue.ReportDamage(_log.Damage, offset, fault);
        }

        return fault is not null;
    }
}
