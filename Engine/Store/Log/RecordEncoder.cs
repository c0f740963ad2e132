using System.Buffers;
using System.Text;
using Engine.Protocol.Messages;

namespace Engine.Store.Log;

/// <summary>Turns messages and batches into drafts of records. No lock, no disk.</summary>
internal sealed class RecordEncoder
{
    private const int StackBytes = 1024;

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
    internal PutResult? TryEncode(StoreMessage message, RecordDrafts drafts)
    {
        if (PutRules.Check(message, _options.MaxMessageBytes) is { } refusal)
        {
            return refusal;
        }

        var longest = Encoding.UTF8.GetMaxByteCount(message.Properties.Length) + 1;
        var rented = longest > StackBytes ? ArrayPool<byte>.Shared.Rent(longest) : null;
        try
        {
            Span<byte> properties = rented is null ? stackalloc byte[StackBytes] : rented;
            properties = properties[..CloseOff(properties, Encoding.UTF8.GetBytes(message.Properties, properties))];
            return TryAdd(message, message.Flag, message.Body.Span, properties, drafts);
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }
    }

    /// <summary>Drafts every item of a batch: its own properties, then those of the batch.</summary>
    /// <returns>Why the whole batch is refused, or null.</returns>
    internal PutResult? TryEncodeBatch(StoreMessage template, ReadOnlyMemory<byte> batchBody, RecordDrafts drafts)
    {
        if (PutRules.Check(template with { Body = batchBody }, _options.MaxMessageBytes) is { } refusal)
        {
            return refusal;
        }

        var common = Encoding.UTF8.GetBytes(template.Properties);
        var properties = ArrayPool<byte>.Shared.Rent((2 * MessageLimits.MaxPropertiesBytes) + 3);
        try
        {
            while (BatchBodyReader.TryReadNext(ref batchBody, out var item))
            {
                var length = CloseOff(properties, Join(item.Properties.Span, common, properties));
                if (TryAdd(template, item.Flag, item.Body.Span, properties.AsSpan(0, length), drafts) is { } refused)
                {
                    return refused;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(properties);
        }

        return batchBody.IsEmpty && drafts.Count > 0
            ? null
            : PutResult.Refused(PutStatus.MessageIllegal, $"The batch for topic {template.Topic} is empty or not in the batch layout.");
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

    private PutResult? TryAdd(
        StoreMessage message, int flag, ReadOnlySpan<byte> body, ReadOnlySpan<byte> properties, RecordDrafts drafts)
    {
        if (PutRules.CheckProperties(properties.Length) is { } tooLong)
        {
            return tooLong;
        }

        Span<byte> topic = stackalloc byte[MessageLimits.MaxTopicLength];
        topic = topic[..Encoding.UTF8.GetBytes(message.Topic, topic)];
        var size = MessageRecordWriter.SizeOf(topic.Length, body.Length, properties.Length, message.BornHost, _options.StoreHost);
        if (PutRules.CheckTotal(drafts.TotalBytes + size, _options.MaxMessageBytes, _largestAppend) is { } refusal)
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
