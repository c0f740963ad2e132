using Engine.Store.Log;
using Engine.Store.Queues;

namespace Engine.Store.Queries;

/// <summary>Reads messages by queue offset; mirrors <c>DefaultMessageStore#getMessage</c>. No lock.</summary>
internal sealed class QueueReader
{
    private const int PageEntries = 64;

    private readonly CommitLog _log;

    internal QueueReader(CommitLog log) => _log = log;

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
        Span<ConsumeQueueEntry> found = stackalloc ConsumeQueueEntry[PullLimits.MessagesOf(maxMessages)];
        var scanned = 0;
        var wasRemoved = false;
        while (scanned < limit)
        {
            var before = scanned;
            var count = Collect(queue, offset, limit, filter, found, ref scanned, ref wasRemoved);
            if (count > 0 && ReadRecords(found[..count], filter, ref wasRemoved) is { Messages: > 0 } records)
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
        Span<ConsumeQueueEntry> found, ref int scanned, ref bool wasRemoved)
    {
        Span<byte> page = stackalloc byte[PageEntries * ConsumeQueueEntry.Bytes];
        var (count, bytes) = (0, 0);
        while (scanned < limit)
        {
            var entries = queue.Read(offset + scanned, page[..(Math.Min(PageEntries, limit - scanned) * ConsumeQueueEntry.Bytes)]);
            if (entries == 0)
            {
                break;
            }

            for (var i = 0; i < entries; i++)
            {
                var entry = ConsumeQueueEntry.Read(page[(i * ConsumeQueueEntry.Bytes)..]);
                var isGone = entry.IsFiller || entry.IsBlank || entry.PhysicalOffset < _log.MinOffset;
                if (!isGone && PullLimits.IsFull(count, bytes, entry.Size, found.Length))
                {
                    return count;
                }

                scanned++;
                wasRemoved |= isGone;
                if (!isGone && (filter is null || filter.Matches(entry.TagsCode)))
                {
                    found[count++] = entry;
                    bytes += entry.Size;
                }
            }
        }

        return count;
    }

    // One copy: from the log straight into the answer, neighbours in one go.
    private (ReadOnlyMemory<byte> Body, int Messages) ReadRecords(
        ReadOnlySpan<ConsumeQueueEntry> entries, IMessageFilter? filter, ref bool wasRemoved)
    {
        var total = 0;
        foreach (var entry in entries)
        {
            total += entry.Size;
        }

        var body = GC.AllocateUninitializedArray<byte>(total);
        var (used, messages) = (0, 0);
        while (!entries.IsEmpty)
        {
            var run = RunOf(entries, out var bytes);
            if (_log.TryRead(entries[0].PhysicalOffset, body.AsSpan(used, bytes)))
            {
                messages += Keep(entries[..run], body, ref used, filter);
            }
            else
            {
                wasRemoved = true;
            }

            entries = entries[run..];
        }

        return (body.AsMemory(0, used), messages);
    }

    private static int RunOf(ReadOnlySpan<ConsumeQueueEntry> entries, out int bytes)
    {
        var run = 1;
        while (run < entries.Length && entries[run].PhysicalOffset == entries[run - 1].End)
        {
            run++;
        }

        bytes = (int)(entries[run - 1].End - entries[0].PhysicalOffset);
        return run;
    }

    // Second stage: records that do not pass are closed up.
    private static int Keep(ReadOnlySpan<ConsumeQueueEntry> run, Span<byte> body, ref int used, IMessageFilter? filter)
    {
        var (kept, at) = (0, used);
        foreach (var entry in run)
        {
            var record = body.Slice(at, entry.Size);
            at += entry.Size;
            if (filter is not null && !filter.MatchesRecord(record))
            {
                continue;
            }

            if (at - entry.Size != used)
            {
                record.CopyTo(body[used..]);
            }

            used += entry.Size;
            kept++;
        }

        return kept;
    }
}
