using System.Buffers;
using System.Buffers.Binary;
using Engine.Protocol.Messages;

namespace Engine.Store.Integrity;

/// <summary>
/// What must be true of a record besides its checksum, which covers the body alone: without it one flipped bit in a header would be
/// believed, and a queue filled up to a senseless offset. Pure.
/// </summary>
internal static class RecordSanity
{
    // Two lengths of two bytes each and what they can say.
    private const int MostBytesBehindBody = 2 + short.MaxValue + 2 + short.MaxValue;

    private static readonly SearchValues<byte> TopicBytes =
        SearchValues.Create("%|-_0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"u8);

    /// <summary>
    /// Whether the size of a record leaves room for its body and a possible topic and properties: asked before a buffer of that size is
    /// made.
    /// </summary>
    /// <param name="head">Its first 116 bytes; with fewer the size is believed, for then it is small.</param>
    /// <param name="size">The size it gives itself.</param>
    internal static bool FitsBody(ReadOnlySpan<byte> head, int size)
    {
        if (head.Length < MessageRecordFormat.HeadBytes)
        {
            return size >= MessageRecordFormat.SmallestBytes;
        }

        var sysFlag = BinaryPrimitives.ReadInt32BigEndian(head[MessageRecordFormat.SysFlagAt..]);
        var bodyLengthAt = MessageRecordFormat.BodyLengthAt(sysFlag);
        var body = BinaryPrimitives.ReadInt32BigEndian(head[bodyLengthAt..]);
        var names = (long)size - bodyLengthAt - sizeof(int) - body;
        return size >= MessageRecordFormat.SmallestBytes && body >= 0 && names is > 0 and <= MostBytesBehindBody;
    }

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
