using System.Buffers;
using Engine.Protocol.Messages;

namespace Engine.Store.Recovery;

/// <summary>
/// What must be true of a record besides its checksum, which covers the body alone: without it one flipped bit in a header would be
/// believed, and a queue filled up to a senseless offset. Pure.
/// </summary>
internal static class RecordSanity
{
    private static readonly SearchValues<byte> TopicBytes =
        SearchValues.Create("%|-_0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"u8);

    /// <summary>Says what cannot be, or null.</summary>
    internal static string? FindFault(in MessageRecord record, long position)
    {
        if (record.PhysicalOffset != position)
        {
            return $"a record of offset {record.PhysicalOffset}";
        }

        if (record.Topic.IsEmpty || record.Topic.ContainsAnyExcept(TopicBytes))
        {
            return "a record with an impossible topic";
        }

        if (record.Properties is [.., 0])
        {
            return "a record cut short";
        }

        // Every message of a queue took at least the smallest record's bytes in the log.
        return record.QueueId < 0 || record.QueueOffset < 0 || record.QueueOffset > position / MessageRecordFormat.SmallestBytes
            ? $"a record of queue {record.QueueId} at queue offset {record.QueueOffset}"
            : null;
    }
}
