using System.Text;
using Engine.Protocol.Messages;
using Engine.Store.Log;
using Engine.Store.Queues;

namespace Engine.Store.Recovery;

/// <summary>Brings queue entries into agreement with the records of the log, read in order.</summary>
internal sealed class QueueRebuilder
{
    private readonly ConsumeQueueTable _queues;
    private readonly DispatchRules _rules;
    private readonly QueueCatalog _catalog;
    private readonly string?[] _topics = new string?[256];

    internal QueueRebuilder(ConsumeQueueTable queues, DispatchRules rules, QueueCatalog catalog)
    {
        _queues = queues;
        _rules = rules;
        _catalog = catalog;
    }

    /// <summary>Enters a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="mayFill">Whether a queue that does not reach up to the record is filled up to it.</param>
    /// <returns>False when there is a hole before the record and it may not be filled.</returns>
    internal bool TryEnter(in MessageRecord record, bool mayFill)
    {
        var topic = TopicOf(record.Topic);
        if (!MessageSysFlags.IsDispatched(record.SysFlag) || _catalog.IsDeleted(topic, record.PhysicalOffset))
        {
            return true;
        }

        var queue = _queues.FindOrCreate(topic, record.QueueId);
        if (record.QueueOffset < queue.Max && !TryClear(queue, record))
        {
            return true;
        }

        if (record.QueueOffset > queue.Max)
        {
            if (!mayFill)
            {
                return false;
            }

            queue.FillTo(record.QueueOffset);
        }

        queue.EnsureRoom(1);
        queue.Add(new ConsumeQueueEntry(record.PhysicalOffset, record.Size, _rules.TagsCode(record)));
        return true;
    }

    // The later of two records with one queue offset counts: the topic was deleted and made anew between them.
    private static bool TryClear(ConsumeQueue queue, in MessageRecord record)
    {
        var existing = queue.Find(record.QueueOffset);
        if (existing is { IsFiller: false, IsBlank: false } entry && entry.PhysicalOffset >= record.PhysicalOffset)
        {
            return false;
        }

        queue.CutTo(record.QueueOffset);
        return record.QueueOffset == queue.Max;
    }

    // A log names few topics very often: one string for each of the latest.
    private string TopicOf(ReadOnlySpan<byte> utf8)
    {
        ref var slot = ref _topics[(utf8.Length + (utf8.IsEmpty ? 0 : 31 * utf8[^1])) % _topics.Length];
        if (slot is null || !Ascii.Equals(utf8, slot))
        {
            slot = Encoding.UTF8.GetString(utf8);
        }

        return slot;
    }
}
