using Engine.Protocol.Messages;
using Engine.Store.Files;
using Engine.Store.Log;
using Engine.Store.Queues;

namespace Engine.Store.Recovery;

/// <summary>Brings queue entries into agreement with the records of the log, read in order.</summary>
internal sealed class QueueRebuilder
{
    private const int ProbeBytes = 4096;

    private readonly SegmentFiles _log;
    private readonly ConsumeQueueTable _queues;
    private readonly DispatchRules _rules;
    private readonly QueueCatalog? _catalog;
    private readonly TopicStrings _topics = new();

    internal QueueRebuilder(SegmentFiles log, ConsumeQueueTable queues, DispatchRules rules, QueueCatalog? catalog)
    {
        _log = log;
        _queues = queues;
        _rules = rules;
        _catalog = catalog;
    }

    /// <summary>Enters a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="mayFill">Whether a queue that does not reach up to the record is filled up to it.</param>
    internal RebuildStep Enter(in MessageRecord record, bool mayFill)
    {
        var topic = _topics.Of(record.Topic);
        if (!MessageSysFlags.IsDispatched(record.SysFlag) || _catalog?.IsDeleted(topic, record.PhysicalOffset) == true)
        {
            return RebuildStep.Done;
        }

        var queue = _queues.FindOrCreate(topic, record.QueueId);
        var step = RebuildStep.Done;
        if (record.QueueOffset < queue.Max && !TryClear(queue, record, out step))
        {
            return step;
        }

        if (record.QueueOffset > queue.Max)
        {
            if (!mayFill)
            {
                return RebuildStep.Hole;
            }

            queue.FillTo(record.QueueOffset);
        }

        Add(queue, record);
        return step;
    }

    /// <summary>
    /// Enters a record of which only the head can be read, when it comes next in its queue: readers then know the place as damaged, and
    /// its offset is not given to another message.
    /// </summary>
    internal void EnterDamaged(in MessageRecord record)
    {
        var topic = _topics.Of(record.Topic);
        if (MessageSysFlags.IsDispatched(record.SysFlag) && _catalog?.IsDeleted(topic, record.PhysicalOffset) != true
            && (_queues.Find(topic, record.QueueId)?.Max ?? 0) == record.QueueOffset)
        {
            Add(_queues.FindOrCreate(topic, record.QueueId), record);
        }
    }

    private void Add(ConsumeQueue queue, in MessageRecord record)
    {
        queue.EnsureRoom(1);
        queue.Add(new ConsumeQueueEntry(record.PhysicalOffset, record.Size, _rules.TagsCode(record)));
    }

    // True when the queue ends at the record now.
    private bool TryClear(ConsumeQueue queue, in MessageRecord record, out RebuildStep step)
    {
        step = RebuildStep.Done;
        if (queue.Find(record.QueueOffset) is { IsFiller: false, IsBlank: false } entry)
        {
            if (IsOf(entry, record))
            {
                return false;
            }

            // An entry that names no message of this place is damaged. One that does is of a later life of the topic, which was deleted
            // and made anew, or else the record here is the damaged one. A foreign log tells no deletions: its later messages count.
            var isLater = entry.PhysicalOffset > record.PhysicalOffset;
            if ((isLater || _catalog is not null || record.QueueOffset > 0) && NamesThePlace(entry, record))
            {
                step = isLater ? RebuildStep.Done
                    : IsBehindGap(queue, record.QueueOffset) ? RebuildStep.Correction
                    : RebuildStep.Contradiction;
                if (step != RebuildStep.Correction)
                {
                    return false;
                }
            }
        }

        queue.CutTo(record.QueueOffset);
        return true;
    }

    // Whether the queue's last entry left out the one place before it: then it should stand there, and what says so again is right.
    private static bool IsBehindGap(ConsumeQueue queue, long index) =>
        index == queue.Max - 1 && queue.Find(index - 1) is { IsFiller: true }
        && queue.Find(index - 2) is { IsFiller: false, IsBlank: false };

    // A delivery time depends on the delays that were set when it was made; it is not compared.
    private bool IsOf(in ConsumeQueueEntry entry, in MessageRecord record) =>
        entry.PhysicalOffset == record.PhysicalOffset && entry.Size == record.Size
        && (_rules.DeliverAfterMs(record.Topic, record.Properties) > 0 || entry.TagsCode == DispatchRules.TagsCode(record.Properties));

    private bool NamesThePlace(in ConsumeQueueEntry entry, in MessageRecord record) =>
        new LogScanner(_log, entry.PhysicalOffset, ProbeBytes).Next(out var named) == LogStep.Record
        && named.PhysicalOffset == entry.PhysicalOffset && named.Size == entry.Size
        && named.QueueId == record.QueueId && named.QueueOffset == record.QueueOffset && named.Topic.SequenceEqual(record.Topic);
}
