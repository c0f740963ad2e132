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
    private readonly QueueCatalog? _catalog;
    private readonly string?[] _topics = new string?[256];

    internal QueueRebuilder(ConsumeQueueTable queues, DispatchRules rules, QueueCatalog? catalog)
    {
        _queues = queues;
        _rules = rules;
        _catalog = catalog;
    }

    /// <summary>Enters a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="mayFill">Whether a queue that does not reach up to the record is filled up to it.</param>
    internal RebuildStep Enter(in MessageRecord record, bool mayFill)
    {
        var topic = TopicOf(record.Topic);
        if (!MessageSysFlags.IsDispatched(record.SysFlag) || _catalog?.IsDeleted(topic, record.PhysicalOffset) == true)
        {
            return RebuildStep.Done;
        }

        var queue = _queues.FindOrCreate(topic, record.QueueId);
        if (record.QueueOffset < queue.Max && !TryClear(queue, record, out var step))
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

        queue.EnsureRoom(1);
        queue.Add(new ConsumeQueueEntry(record.PhysicalOffset, record.Size, _rules.TagsCode(record)));
        return RebuildStep.Done;
    }

    // True when the queue ends at the record now.
    private bool TryClear(ConsumeQueue queue, in MessageRecord record, out RebuildStep step)
    {
        step = RebuildStep.Done;
        if (queue.Find(record.QueueOffset) is { IsFiller: false, IsBlank: false } entry)
        {
            if (entry.PhysicalOffset >= record.PhysicalOffset)
            {
                return false;
            }

            // A foreign log may hold a topic that was deleted and made anew: its later messages count again from 0. We note deletions.
            if (_catalog is not null || record.QueueOffset > 0)
            {
                step = RebuildStep.Contradiction;
                return false;
            }
        }

        queue.CutTo(record.QueueOffset);
        return true;
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
