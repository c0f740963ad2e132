using System.Buffers.Binary;
using System.Text;
using Engine.Protocol.Messages;
using Engine.Store.Queues;

namespace Engine.Store.Integrity;

/// <summary>Decides whether bytes that come from a file are the record they should be. Pure.</summary>
internal static class RecordCheck
{
    // Their entries are copies that point at records of other topics (RocketMQ's light message queues).
    private const string CopiesPrefix = "%LMQ%";

    /// <summary>
    /// Whether a record was written at a place in the log. Inside a body anything may stand, but hardly a magic and its own offset.
    /// </summary>
    /// <param name="head">48 bytes or more.</param>
    /// <param name="physicalOffset">Where they are.</param>
    internal static bool IsHeadOf(ReadOnlySpan<byte> head, long physicalOffset) =>
        head.Length >= MessageRecordFormat.BornHostAt
        && BinaryPrimitives.ReadInt32BigEndian(head[MessageRecordFormat.MagicAt..])
            is MessageRecordFormat.MagicV1 or MessageRecordFormat.MagicV2
        && BinaryPrimitives.ReadInt64BigEndian(head[MessageRecordFormat.PhysicalOffsetAt..]) == physicalOffset;

    /// <summary>Says what is wrong with a record of a place in the log, or null.</summary>
    internal static string? FindFault(ReadOnlySpan<byte> bytes, long physicalOffset, out MessageRecord record)
    {
        var status = MessageRecordReader.TryRead(bytes, checkBody: true, out record);
        if (status != RecordReadStatus.Ok)
        {
            return $"no valid record ({status})";
        }

        return record.Size == bytes.Length
            ? RecordSanity.FindFault(record, physicalOffset)
            : $"a record of {record.Size} bytes where {bytes.Length} are expected";
    }

    /// <summary>Says why a record that is whole is not the one a queue has at an offset, or null.</summary>
    internal static string? FindForeign(in MessageRecord record, QueueKey queue, long queueOffset)
    {
        var isIts = record.QueueId == queue.QueueId && record.QueueOffset == queueOffset && Ascii.Equals(record.Topic, queue.Topic);
        return isIts || queue.Topic.StartsWith(CopiesPrefix, StringComparison.Ordinal)
            ? null
            : $"the entry points at offset {record.QueueOffset} of {Encoding.UTF8.GetString(record.Topic)} Q{record.QueueId}";
    }

    /// <summary>Says why a queue entry cannot be one whatever the log holds, or null.</summary>
    internal static string? FindFault(in ConsumeQueueEntry entry, long logEnd, long largestRecord)
    {
        if (entry.IsBlank)
        {
            return "no entry";
        }

        return entry.Size < MessageRecordFormat.SmallestBytes || entry.Size > largestRecord || entry.PhysicalOffset > logEnd - entry.Size
            ? $"an entry of {entry.Size} bytes at log offset {entry.PhysicalOffset}"
            : null;
    }
}
