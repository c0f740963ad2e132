using System.Buffers.Binary;

namespace Engine.Protocol.Messages;

/// <summary>Lays out records as they stand in a commit log and on the wire; mirrors <c>CommitLog$MessageExtEncoder</c>. Pure.</summary>
public static class MessageRecordWriter
{
    /// <summary>The size a record will take.</summary>
    /// <param name="topicBytes">UTF-8 length of the topic; above 127 the record becomes V2, which only 5.x reads.</param>
    /// <param name="bodyBytes">Body length.</param>
    /// <param name="propertiesBytes">UTF-8 length of the property string.</param>
    /// <param name="bornHost">Producer address.</param>
    /// <param name="storeHost">Broker address.</param>
    /// <returns>Bytes; more than an int can hold is reported as long.</returns>
    public static long SizeOf(int topicBytes, int bodyBytes, int propertiesBytes, HostAddress bornHost, HostAddress storeHost) =>
        MessageRecordFormat.SmallestBytes - (2 * HostAddress.V4Bytes) + bornHost.EncodedBytes + storeHost.EncodedBytes
        + (topicBytes > MessageRecordFormat.LongestV1Topic ? 1 : 0) + (long)topicBytes + bodyBytes + propertiesBytes;

    /// <summary>Writes a record.</summary>
    /// <param name="target">Where to; at least <see cref="SizeOf"/> bytes.</param>
    /// <param name="record">The fields; <see cref="MessageRecord.Size"/> is ignored, the checksum is taken as given.</param>
    /// <returns>Bytes written.</returns>
    /// <exception cref="ArgumentException">The target is too small, or topic or properties exceed what their length fields can
    /// say.</exception>
    public static int Write(Span<byte> target, in MessageRecord record)
    {
        var size = SizeOf(record.Topic.Length, record.Body.Length, record.Properties.Length, record.BornHost, record.StoreHost);
        if (size > target.Length || record.Topic.Length > short.MaxValue || record.Properties.Length > MessageLimits.MaxPropertiesBytes)
        {
            throw new ArgumentException(
                $"A record of {size} bytes does not fit into {target.Length} bytes or has oversized parts.", nameof(record));
        }

        WriteHead(target, record, (int)size);
        var at = MessageRecordFormat.BornHostAt + record.BornHost.WriteTo(target[MessageRecordFormat.BornHostAt..]);
        BinaryPrimitives.WriteInt64BigEndian(target[at..], record.StoreTimestamp);
        at += 8;
        at += record.StoreHost.WriteTo(target[at..]);
        BinaryPrimitives.WriteInt32BigEndian(target[at..], record.ReconsumeTimes);
        BinaryPrimitives.WriteInt64BigEndian(target[(at + 4)..], record.PreparedTransactionOffset);
        WriteParts(target[(at + 12)..], record);
        return (int)size;
    }

    /// <summary>Writes the filler that ends a commit-log file.</summary>
    /// <param name="target">At least 8 bytes.</param>
    /// <param name="remaining">Bytes up to the end of the file, the filler's own 8 included.</param>
    public static void WriteBlank(Span<byte> target, int remaining)
    {
        BinaryPrimitives.WriteInt32BigEndian(target, remaining);
        BinaryPrimitives.WriteInt32BigEndian(target[MessageRecordFormat.MagicAt..], MessageRecordFormat.MagicBlank);
    }

    private static void WriteHead(Span<byte> target, in MessageRecord record, int size)
    {
        var sysFlag = record.SysFlag & ~(MessageSysFlags.BornHostV6 | MessageSysFlags.StoreHostV6);
        sysFlag |= record.BornHost.IsV6 ? MessageSysFlags.BornHostV6 : 0;
        sysFlag |= record.StoreHost.IsV6 ? MessageSysFlags.StoreHostV6 : 0;
        var magic = record.Topic.Length > MessageRecordFormat.LongestV1Topic ? MessageRecordFormat.MagicV2 : MessageRecordFormat.MagicV1;
        BinaryPrimitives.WriteInt32BigEndian(target, size);
        BinaryPrimitives.WriteInt32BigEndian(target[MessageRecordFormat.MagicAt..], magic);
        BinaryPrimitives.WriteInt32BigEndian(target[MessageRecordFormat.CrcAt..], record.BodyCrc);
        BinaryPrimitives.WriteInt32BigEndian(target[MessageRecordFormat.QueueIdAt..], record.QueueId);
        BinaryPrimitives.WriteInt32BigEndian(target[MessageRecordFormat.FlagAt..], record.Flag);
        BinaryPrimitives.WriteInt64BigEndian(target[MessageRecordFormat.QueueOffsetAt..], record.QueueOffset);
        BinaryPrimitives.WriteInt64BigEndian(target[MessageRecordFormat.PhysicalOffsetAt..], record.PhysicalOffset);
        BinaryPrimitives.WriteInt32BigEndian(target[MessageRecordFormat.SysFlagAt..], sysFlag);
        BinaryPrimitives.WriteInt64BigEndian(target[MessageRecordFormat.BornTimestampAt..], record.BornTimestamp);
    }

    private static void WriteParts(Span<byte> target, in MessageRecord record)
    {
        BinaryPrimitives.WriteInt32BigEndian(target, record.Body.Length);
        record.Body.CopyTo(target[4..]);
        target = target[(4 + record.Body.Length)..];
        if (record.Topic.Length > MessageRecordFormat.LongestV1Topic)
        {
            BinaryPrimitives.WriteInt16BigEndian(target, (short)record.Topic.Length);
            target = target[2..];
        }
        else
        {
            target[0] = (byte)record.Topic.Length;
            target = target[1..];
        }

        record.Topic.CopyTo(target);
        target = target[record.Topic.Length..];
        BinaryPrimitives.WriteInt16BigEndian(target, (short)record.Properties.Length);
        record.Properties.CopyTo(target[2..]);
    }
}
