using System.Text;
using Engine.Protocol.Messages;

namespace Engine.Store.Log;

/// <summary>Turns messages and batches into drafts of records. No lock, no disk, and for what can be stored no allocation.</summary>
internal sealed class RecordEncoder
{
    private const int JoinedBytes = (2 * MessageLimits.MaxPropertiesBytes) + 2;

    private readonly StoreOptions _options;
    private readonly DispatchRules _rules;
    private readonly long _largestAppend;

    internal RecordEncoder(StoreOptions options, DispatchRules rules, long largestAppend)
    {
        _options = options;
        _rules = rules;
        _largestAppend = largestAppend;
    }

    /// <summary>Drafts one message.</summary>
    /// <returns>Why it is refused, or null.</returns>
    internal PutRefusal? TryEncode(StoreMessage message, RecordDrafts drafts)
    {
        if (PutRules.Check(message, message.Body.Length, _options.MaxMessageBytes) is { } refusal)
        {
            return refusal;
        }

        var room = Room(message, drafts, more: 0);
        var topic = Encode(message.Topic, ref room);
        var length = Encoding.UTF8.GetBytes(message.Properties, room);
        return TryAdd(message, message.Flag, message.Body.Span, topic, room[..CloseOff(room, length)], drafts);
    }

    /// <summary>Drafts every item of a batch: its own properties, then those of the batch.</summary>
    /// <returns>Why the whole batch is refused, or null.</returns>
    internal PutRefusal? TryEncodeBatch(StoreMessage template, ReadOnlyMemory<byte> batchBody, RecordDrafts drafts)
    {
        if (PutRules.Check(template, batchBody.Length, _options.MaxMessageBytes) is { } refusal)
        {
            return refusal;
        }

        var room = Room(template, drafts, JoinedBytes);
        var topic = Encode(template.Topic, ref room);
        var common = Encode(template.Properties, ref room);
        while (BatchBodyReader.TryReadNext(ref batchBody, out var item))
        {
            var properties = room[..CloseOff(room, Join(item.Properties.Span, common, room))];
            if (TryAdd(template, item.Flag, item.Body.Span, topic, properties, drafts) is { } refused)
            {
                return refused;
            }
        }

        return batchBody.IsEmpty && drafts.Count > 0
            ? null
            : new(PutStatus.MessageIllegal, $"The batch for topic {template.Topic} is empty or not in the batch layout.");
    }

    // For both texts of a message, and one byte to close off the properties.
    private static Span<byte> Room(StoreMessage message, RecordDrafts drafts, int more) =>
        drafts.Scratch(message.Topic.Length + Encoding.UTF8.GetMaxByteCount(message.Properties.Length) + 1 + more);

    private static ReadOnlySpan<byte> Encode(string text, ref Span<byte> room)
    {
        var encoded = room[..Encoding.UTF8.GetBytes(text, room)];
        room = room[encoded.Length..];
        return encoded;
    }

    private static int Join(ReadOnlySpan<byte> own, ReadOnlySpan<byte> common, Span<byte> target)
    {
        own.CopyTo(target);
        if (own.IsEmpty || common.IsEmpty)
        {
            common.CopyTo(target[own.Length..]);
            return own.Length + common.Length;
        }

        var length = own.Length;
        if (own[^1] != PropertyString.PropertySeparator)
        {
            target[length++] = (byte)PropertyString.PropertySeparator;
        }

        common.CopyTo(target[length..]);
        return length + common.Length;
    }

    // A record must not end with a zero: that is how recovery knows one that was cut short.
    private static int CloseOff(Span<byte> properties, int length)
    {
        if (length > 0 && properties[length - 1] == 0)
        {
            properties[length++] = (byte)PropertyString.PropertySeparator;
        }

        return length;
    }

    private PutRefusal? TryAdd(
        StoreMessage message,
        int flag,
        ReadOnlySpan<byte> body,
        ReadOnlySpan<byte> topic,
        ReadOnlySpan<byte> properties,
        RecordDrafts drafts)
    {
        var size = MessageRecordWriter.SizeOf(topic.Length, body.Length, properties.Length, message.BornHost, _options.StoreHost);
        if ((PutRules.CheckProperties(properties.Length)
            ?? PutRules.CheckTotal(drafts.TotalBytes + size, _options.MaxMessageBytes, _largestAppend)) is { } refusal)
        {
            return refusal;
        }

        var record = new MessageRecord
        {
            BodyCrc = Crc32.OfBody(body),
            QueueId = message.QueueId,
            Flag = flag,
            SysFlag = message.SysFlag,
            BornTimestamp = message.BornTimestamp,
            BornHost = message.BornHost,
            StoreHost = _options.StoreHost,
            ReconsumeTimes = message.ReconsumeTimes,
            PreparedTransactionOffset = message.PreparedTransactionOffset,
            Body = body,
            Topic = topic,
            Properties = properties,
        };
        var tagsCode = message.TagsCode != 0 ? message.TagsCode : DispatchRules.TagsCode(properties);
        drafts.Add(record, tagsCode, _rules.DeliverAfterMs(topic, properties));
        return null;
    }
}
