using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Engine.Protocol.Messages;

/// <summary>
/// Reads records as they stand in a commit log and on the wire, V1 and V2. Every length is checked against the bytes at hand before it is
/// used. Mirrors <c>CommitLog#checkMessageAndReturnSize</c> and <c>MessageDecoder#decode</c>. Pure.
/// </summary>
public static class MessageRecordReader
{
    /// <summary>Reads the record at the start of some bytes.</summary>
    /// <param name="source">Bytes that begin with a record and may go on.</param>
    /// <param name="checkBody">Whether to recompute the body's CRC.</param>
    /// <param name="record">The fields, pointing into <paramref name="source"/>; for a filler only its size.</param>
    /// <returns>Whether there is a valid record, and if not why.</returns>
    public static RecordReadStatus TryRead(ReadOnlySpan<byte> source, bool checkBody, out MessageRecord record)
    {
        record = default;
        if (source.Length < MessageRecordFormat.BlankBytes)
        {
            return RecordReadStatus.Incomplete;
        }

        var size = BinaryPrimitives.ReadInt32BigEndian(source);
        var magic = BinaryPrimitives.ReadInt32BigEndian(source[MessageRecordFormat.MagicAt..]);
        if (magic == MessageRecordFormat.MagicBlank)
        {
            record = new MessageRecord { Size = size };
            return size >= MessageRecordFormat.BlankBytes ? RecordReadStatus.Blank : RecordReadStatus.BadSize;
        }

        if (magic is not (MessageRecordFormat.MagicV1 or MessageRecordFormat.MagicV2))
        {
            return RecordReadStatus.BadMagic;
        }

        if (size < MessageRecordFormat.SmallestBytes)
        {
            return RecordReadStatus.BadSize;
        }

        return size > source.Length
            ? RecordReadStatus.Incomplete
            : ReadFields(source[..size], magic == MessageRecordFormat.MagicV2, checkBody, out record);
    }

    /// <summary>Reads one record as a message.</summary>
    /// <param name="source">Bytes that begin with a record. The message's body is a slice of them, not a copy.</param>
    /// <param name="message">The message; its properties are read from <paramref name="source"/> when asked for.</param>
    /// <returns>False when there is no valid record (checksums are not verified, as RocketMQ's clients do not).</returns>
    public static bool TryReadMessage(ReadOnlyMemory<byte> source, out MessageExt? message) =>
        TryReadMessage(source, default, "", out message);

    /// <summary>
    /// Reads a pull answer's body: records one after the other. At the first one that cannot be read the rest is given up, as in Java.
    /// </summary>
    /// <param name="source">The concatenated records. The messages' bodies are slices of them.</param>
    /// <returns>The messages in order.</returns>
    public static IReadOnlyList<MessageExt> ReadAll(ReadOnlyMemory<byte> source) => ReadAll(source, default);

    /// <summary>The same, each with what is known of all of them.</summary>
    internal static List<MessageExt> ReadAll(ReadOnlyMemory<byte> source, MessageOrigin origin)
    {
        var messages = new List<MessageExt>();
        var topic = "";
        while (TryReadMessage(source, origin, topic, out var message))
        {
            messages.Add(message!);
            topic = message!.Topic;
            source = source[message.StoreSize..];
        }

        return messages;
    }

    /// <summary>Reads records from a sequence; one of several segments is copied once.</summary>
    /// <param name="source">The concatenated records.</param>
    /// <returns>The messages in order.</returns>
    public static IReadOnlyList<MessageExt> ReadAll(in ReadOnlySequence<byte> source) =>
        ReadAll(source.IsSingleSegment ? source.First : source.ToArray());

    /// <summary>Reads the store time out of a record's first bytes (116 suffice whatever the address families).</summary>
    /// <param name="head">The start of a record.</param>
    /// <param name="storeTimestamp">Milliseconds since 1970.</param>
    /// <returns>False when the bytes are not a record's or too few.</returns>
    internal static bool TryReadStoreTimestamp(ReadOnlySpan<byte> head, out long storeTimestamp)
    {
        storeTimestamp = 0;
        if (head.Length < MessageRecordFormat.BornHostAt
            || BinaryPrimitives.ReadInt32BigEndian(head[MessageRecordFormat.MagicAt..])
                is not (MessageRecordFormat.MagicV1 or MessageRecordFormat.MagicV2))
        {
            return false;
        }

        var at = MessageRecordFormat.StoreTimestampAt(BinaryPrimitives.ReadInt32BigEndian(head[MessageRecordFormat.SysFlagAt..]));
        return BinaryPrimitives.TryReadInt64BigEndian(head[Math.Min(at, head.Length)..], out storeTimestamp);
    }

    private static RecordReadStatus ReadFields(ReadOnlySpan<byte> source, bool isV2, bool checkBody, out MessageRecord record)
    {
        record = default;
        var sysFlag = BinaryPrimitives.ReadInt32BigEndian(source[MessageRecordFormat.SysFlagAt..]);
        var storeTimestampAt = MessageRecordFormat.StoreTimestampAt(sysFlag);
        var storeHostAt = storeTimestampAt + 8;
        var tailAt = storeHostAt + MessageRecordFormat.StoreHostBytes(sysFlag);
        if (!TryReadParts(source, tailAt + 12, isV2, out var body, out var topic, out var properties))
        {
            return RecordReadStatus.BadSize;
        }

        var crc = BinaryPrimitives.ReadInt32BigEndian(source[MessageRecordFormat.CrcAt..]);
        if (checkBody && Crc32.OfBody(body) != crc)
        {
            return RecordReadStatus.BadChecksum;
        }

        record = new MessageRecord
        {
            Size = source.Length,
            BodyCrc = crc,
            QueueId = BinaryPrimitives.ReadInt32BigEndian(source[MessageRecordFormat.QueueIdAt..]),
            Flag = BinaryPrimitives.ReadInt32BigEndian(source[MessageRecordFormat.FlagAt..]),
            QueueOffset = BinaryPrimitives.ReadInt64BigEndian(source[MessageRecordFormat.QueueOffsetAt..]),
            PhysicalOffset = BinaryPrimitives.ReadInt64BigEndian(source[MessageRecordFormat.PhysicalOffsetAt..]),
            SysFlag = sysFlag,
            BornTimestamp = BinaryPrimitives.ReadInt64BigEndian(source[MessageRecordFormat.BornTimestampAt..]),
            BornHost = HostAddress.Read(source[MessageRecordFormat.BornHostAt..], (sysFlag & MessageSysFlags.BornHostV6) != 0),
            StoreTimestamp = BinaryPrimitives.ReadInt64BigEndian(source[storeTimestampAt..]),
            StoreHost = HostAddress.Read(source[storeHostAt..], (sysFlag & MessageSysFlags.StoreHostV6) != 0),
            ReconsumeTimes = BinaryPrimitives.ReadInt32BigEndian(source[tailAt..]),
            PreparedTransactionOffset = BinaryPrimitives.ReadInt64BigEndian(source[(tailAt + 4)..]),
            Body = body,
            Topic = topic,
            Properties = properties,
        };
        return RecordReadStatus.Ok;
    }

    // Body, topic and properties must fill the record exactly.
    private static bool TryReadParts(
        ReadOnlySpan<byte> source,
        int at,
        bool isV2,
        out ReadOnlySpan<byte> body,
        out ReadOnlySpan<byte> topic,
        out ReadOnlySpan<byte> properties)
    {
        topic = properties = default;
        if (!TryTake(source, ref at, 4, out var bodyLength) || !TrySlice(source, ref at, bodyLength, out body))
        {
            body = default;
            return false;
        }

        return TryTake(source, ref at, isV2 ? 2 : 1, out var topicLength) && TrySlice(source, ref at, topicLength, out topic)
            && TryTake(source, ref at, 2, out var propertiesLength) && TrySlice(source, ref at, propertiesLength, out properties)
            && at == source.Length;
    }

    private static bool TryTake(ReadOnlySpan<byte> source, scoped ref int at, int bytes, out int value)
    {
        value = 0;
        if (source.Length - at < bytes)
        {
            return false;
        }

        value = bytes switch
        {
            1 => source[at],
            2 => BinaryPrimitives.ReadInt16BigEndian(source[at..]),
            _ => BinaryPrimitives.ReadInt32BigEndian(source[at..]),
        };
        at += bytes;
        return true;
    }

    private static bool TrySlice(ReadOnlySpan<byte> source, scoped ref int at, int length, out ReadOnlySpan<byte> part)
    {
        if (length < 0 || length > source.Length - at)
        {
            part = default;
            return false;
        }

        part = source.Slice(at, length);
        at += length;
        return true;
    }

    // Records that lie together are of one topic: the last one's name serves.
    private static bool TryReadMessage(ReadOnlyMemory<byte> source, MessageOrigin origin, string lastTopic, out MessageExt? message)
    {
        message = null;
        if (TryRead(source.Span, checkBody: false, out var record) != RecordReadStatus.Ok)
        {
            return false;
        }

        var topic = Ascii.Equals(record.Topic, lastTopic) ? lastTopic : Encoding.UTF8.GetString(record.Topic);
        var properties = new StoredProperties(Slice(source, record.Properties), origin.Properties);
        message = ToMessage(record, topic, origin.BrokerName, Slice(source, record.Body), properties);
        return true;
    }

    private static ReadOnlyMemory<byte> Slice(ReadOnlyMemory<byte> source, ReadOnlySpan<byte> part)
    {
        source.Span.Overlaps(part, out var at);
        return part.IsEmpty ? default : source.Slice(at, part.Length);
    }

    private static MessageExt ToMessage(
        in MessageRecord record, string topic, string? brokerName, ReadOnlyMemory<byte> body, StoredProperties properties) => new()
        {
            Topic = topic,
            BrokerName = brokerName,
            QueueId = record.QueueId,
            QueueOffset = record.QueueOffset,
            PhysicalOffset = record.PhysicalOffset,
            Body = body,
            Properties = properties,
            Flag = record.Flag,
            SysFlag = record.SysFlag,
            BornTimestamp = record.BornTimestamp,
            StoreTimestamp = record.StoreTimestamp,
            BornHost = record.BornHost,
            StoreHost = record.StoreHost,
            ReconsumeTimes = record.ReconsumeTimes,
            PreparedTransactionOffset = record.PreparedTransactionOffset,
            BodyCrc = record.BodyCrc,
            StoreSize = record.Size,
        };
}
