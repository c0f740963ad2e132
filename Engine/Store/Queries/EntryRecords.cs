using System.Buffers;
using Engine.Store.Integrity;
using Engine.Store.Log;
using Engine.Store.Queues;

namespace Engine.Store.Queries;

/// <summary>
/// Reads the records that queue entries name. What comes from a file is checked, since disks forget and flip; a record that is not what it
/// should be is reported and left out. What comes from memory was laid out by this process.
/// </summary>
internal sealed class EntryRecords
{
    // Bytes of other queues that are read along rather than ask the system twice.
    private const int MostBetween = 4 * 1024;
    private const int MostAtOnce = 256 * 1024;

    private readonly CommitLog _log;

    internal EntryRecords(CommitLog log) => _log = log;

    /// <summary>From the log straight into the answer, neighbours in one go; those with a little between them are read with it.</summary>
    /// <param name="queue">The queue they are of.</param>
    /// <param name="entries">In order, possible ones only.</param>
    /// <param name="filter">The second stage, on records.</param>
    /// <param name="wasRemoved">Set when a record is not there any more, or damaged.</param>
    internal (ReadOnlyMemory<byte> Body, int Messages) Read(
        QueueKey queue, ReadOnlySpan<FoundEntry> entries, IMessageFilter? filter, ref bool wasRemoved)
    {
        var body = GC.AllocateUninitializedArray<byte>(TotalOf(entries));
        var (used, messages, alone) = (0, 0, 0);
        while (!entries.IsEmpty)
        {
            var run = alone-- > 0 ? 1 : RunOf(entries);
            var bytes = TotalOf(entries[..run]);
            var got = Read(queue, entries[..run], body.AsSpan(used, bytes), out var isFromFile);
            if (got is null)
            {
                // Something in it cannot be read: each by itself tells which.
                alone = run;
                continue;
            }

            if (got.Value)
            {
                var at = used;
                foreach (ref readonly var found in entries[..run])
                {
                    var record = body.AsSpan(at, found.Entry.Size);
                    if (isFromFile && !IsIntact(queue, record, found))
                    {
                        wasRemoved = true;
                    }
                    else if (filter is null || filter.MatchesRecord(record))
                    {
                        CloseUp(body, at, ref used, record.Length);
                        messages++;
                    }

                    at += record.Length;
                }
            }
            else
            {
                wasRemoved = true;
            }

            entries = entries[run..];
        }

        return (body.AsMemory(0, used), messages);
    }

    private static int TotalOf(ReadOnlySpan<FoundEntry> entries)
    {
        var total = 0;
        foreach (var found in entries)
        {
            total += found.Entry.Size;
        }

        return total;
    }

    private static int RunOf(ReadOnlySpan<FoundEntry> entries)
    {
        var run = 1;
        while (run < entries.Length && Between(entries, run) is >= 0 and <= MostBetween && SpanOf(entries[..(run + 1)]) <= MostAtOnce)
        {
            run++;
        }

        return run;
    }

    private static long Between(ReadOnlySpan<FoundEntry> entries, int at) =>
        entries[at].Entry.PhysicalOffset - entries[at - 1].Entry.End;

    private static long SpanOf(ReadOnlySpan<FoundEntry> run) => run[^1].Entry.End - run[0].Entry.PhysicalOffset;

    // What was left out before a record leaves no gap.
    private static void CloseUp(byte[] body, int at, ref int used, int bytes)
    {
        if (at != used)
        {
            body.AsSpan(at, bytes).CopyTo(body.AsSpan(used));
        }

        used += bytes;
    }

    // False when they are not there any more or the disk cannot read the only one; null when it cannot read all of several.
    private bool? Read(QueueKey queue, ReadOnlySpan<FoundEntry> run, Span<byte> target, out bool isFromFile)
    {
        try
        {
            return SpanOf(run) == target.Length
                ? _log.TryRead(run[0].Entry.PhysicalOffset, target, out isFromFile)
                : ReadScattered(run, target, out isFromFile);
        }
        catch (IOException unreadable) when (_log.ReadsElsewhere(run[0].Entry.PhysicalOffset))
        {
            isFromFile = true;
            if (run.Length > 1)
            {
                return null;
            }

            Report(queue, run[0], unreadable.Message);
            return false;
        }
    }

    // Null when not all of it is there: some of them may be.
    private bool? ReadScattered(ReadOnlySpan<FoundEntry> run, Span<byte> target, out bool isFromFile)
    {
        var span = (int)SpanOf(run);
        var rented = ArrayPool<byte>.Shared.Rent(span);
        try
        {
            var start = run[0].Entry.PhysicalOffset;
            if (!_log.TryRead(start, rented.AsSpan(0, span), out isFromFile))
            {
                return null;
            }

            foreach (ref readonly var found in run)
            {
                rented.AsSpan((int)(found.Entry.PhysicalOffset - start), found.Entry.Size).CopyTo(target);
                target = target[found.Entry.Size..];
            }

            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private bool IsIntact(QueueKey queue, ReadOnlySpan<byte> bytes, in FoundEntry found)
    {
        var fault = RecordCheck.FindFault(bytes, found.Entry.PhysicalOffset, out var record)
            ?? RecordCheck.FindForeign(record, queue, found.QueueOffset);
        if (fault is not null)
        {
            Report(queue, found, fault);
        }

        return fault is null;
    }

    private void Report(QueueKey queue, in FoundEntry found, string fault)
    {
        var place = $"{fault}, for {queue.Topic} Q{queue.QueueId} offset {found.QueueOffset}";
        _log.ReportDamage(found.Entry.PhysicalOffset, found.Entry.Size, place);
    }
}
