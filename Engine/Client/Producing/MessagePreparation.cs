using Engine.Protocol.Headers;
using Engine.Protocol.Messages;

namespace Engine.Client.Producing;

/// <summary>
/// Checks messages, gives them their unique keys, compresses large bodies and lays everything out. What is not allowed is a
/// <see cref="ClientException"/>, see <see cref="MessageChecks"/>. Mirrors the first half of DefaultMQProducerImpl#sendKernelImpl,
/// #tryToCompressMessage and MessageBatch#generateFromList.
/// </summary>
internal sealed class MessagePreparation(ProducerOptions options, UniqueKeyGenerator uniqueKeys, TimeProvider timeProvider)
{
    // What a batch has of a message beside its body, its tag and its keys: lengths, names, the unique key.
    private const int UsualBytes = 88;

    private static readonly KeyValuePair<string, string>[] NothingMore = [];
    private static readonly string Waiting = PropertyString.Encode([new(MessageProperties.WaitStoreOk, "true")]);
    private static readonly string NotWaiting = PropertyString.Encode([new(MessageProperties.WaitStoreOk, "false")]);

    private readonly MessageChecks _checks = new(options);

    public PreparedMessage Prepare(Message message)
    {
        _checks.Require(message);
        return Single(LayOut(message, uniqueKeys.Next(), NothingMore), message.DelayLevel > 0 ? SendKind.Delayed : SendKind.Normal);
    }

    /// <summary>A message with further properties of the engine's own, such as a request's or a reply's.</summary>
    public PreparedMessage Prepare(Message message, SendKind kind, IReadOnlyList<KeyValuePair<string, string>> more)
    {
        _checks.Require(message);
        return Single(LayOut(message, uniqueKeys.Next(), more), kind);
    }

    /// <summary>The half message of a transaction: no consumer sees it before its commit.</summary>
    public PreparedMessage PrepareHalf(Message message)
    {
        MessageChecks.RequireHalf(message);
        return Prepare(
            message,
            SendKind.Half,
            [new(MessageProperties.TransactionPrepared, "true"), new(MessageProperties.ProducerGroup, options.Group)]);
    }

    /// <summary>One body for all messages, which land in one queue with consecutive offsets, all or none.</summary>
    public PreparedMessage PrepareBatch(IReadOnlyList<Message> messages)
    {
        _checks.RequireBatch(messages);
        var ids = NextIds(messages.Count);
        var body = BodyFor(messages);
        var text = new PropertyStringBuilder(stackalloc char[PropertyString.LargestOnStack]);
        for (var i = 0; i < ids.Length; i++)
        {
            if (messages[i].Properties.Count > 0)
            {
                body.Add(messages[i], LayOut(messages[i], ids[i], NothingMore).Properties);
                continue;
            }

            text.Clear();
            MessageChecks.Encode(messages[i], ids[i], ref text);
            body.Add(messages[i], text.Text);
        }

        text.Clear();
        return Batch([.. messages], ids, body);
    }

    /// <summary>As many batches as it takes; nothing is encoded yet.</summary>
    public IReadOnlyList<BatchPart> Split(IReadOnlyList<Message> messages)
    {
        _checks.RequireBatch(messages);
        var room = Math.Min(options.MaxBatchSize, options.MaxMessageSize);
        return BatchSplit.Cut(LayOut(messages), room);
    }

    /// <summary>A part as it is sent; a single message goes by itself, and so may be as large as a message may be.</summary>
    public PreparedMessage Prepare(BatchPart part) =>
        part.Items.Count == 1 ? Single(part.Items[0], SendKind.Normal) : Batch(part.Items);

    private string[] NextIds(int count)
    {
        var ids = new string[count];
        uniqueKeys.Next(ids);
        return ids;
    }

    private LaidOutMessage[] LayOut(IReadOnlyList<Message> messages)
    {
        var ids = NextIds(messages.Count);
        var items = new LaidOutMessage[messages.Count];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = LayOut(messages[i], ids[i], NothingMore);
        }

        return items;
    }

    private static LaidOutMessage LayOut(Message message, string id, IReadOnlyList<KeyValuePair<string, string>> more)
    {
        if (more.Count == 0 && message.Properties.Count == 0)
        {
            var text = new PropertyStringBuilder(stackalloc char[PropertyString.LargestOnStack]);
            MessageChecks.Encode(message, id, ref text);
            return new(message, id, text.Build());
        }

        var properties = message.ToProperties(id);
        foreach (var (name, value) in more)
        {
            properties[name] = value;
        }

        return new(message, id, MessageChecks.Encode(properties));
    }

    private PreparedMessage Single(LaidOutMessage item, SendKind kind)
    {
        var (message, id, properties) = item;
        var body = message.Body;
        var sysFlag = kind == SendKind.Half ? MessageSysFlags.TransactionPrepared : 0;
        if (TryCompress(body, out var compressed))
        {
            body = compressed;
            sysFlag |= BodyCompression.ZlibFlags;
        }

        var header = Header(message.Topic, properties) with { Flag = message.Flag, SysFlag = sysFlag };
        return new(id, header, body) { Kind = kind, Messages = [message] };
    }

    /// <summary>False for a small body, and for one that would not become smaller, which RocketMQ compresses all the same.</summary>
    private bool TryCompress(ReadOnlyMemory<byte> body, out ReadOnlyMemory<byte> compressed)
    {
        compressed = body.Length < options.CompressMsgBodyOverHowmuch ? body : BodyCompression.Compress(body.Span, options.CompressLevel);
        return compressed.Length < body.Length;
    }

    private PreparedMessage Batch(IReadOnlyList<LaidOutMessage> items)
    {
        var messages = new Message[items.Count];
        var ids = new string[items.Count];
        var body = BodyFor(items.Select(item => item.Message));
        for (var i = 0; i < items.Count; i++)
        {
            (messages[i], ids[i], var properties) = items[i];
            body.Add(messages[i], properties);
        }

        return Batch(messages, ids, body);
    }

    private PreparedMessage Batch(Message[] messages, string[] ids, BatchBodyBuilder body)
    {
        _checks.RequireSize(body.Length);
        var header = Header(messages[0].Topic, messages[0].WaitStoreOk ? Waiting : NotWaiting) with { Batch = true };
        return new(string.Join(',', ids), header, body.Body) { Kind = SendKind.Batch, Messages = messages };
    }

    /// <summary>With room for properties as most have them.</summary>
    private BatchBodyBuilder BodyFor(IEnumerable<Message> messages)
    {
        var bytes = 0L;
        foreach (var message in messages)
        {
            bytes += message.Body.Length + (message.Tags?.Length ?? 0) + (message.Keys?.Length ?? 0) + UsualBytes;
        }

        return new BatchBodyBuilder((int)Math.Min(bytes, options.MaxMessageSize));
    }

    private SendMessageHeader Header(string topic, string properties) => new()
    {
        ProducerGroup = options.Group,
        Topic = topic,
        DefaultTopic = TopicNames.AutoCreateTemplate,
        DefaultTopicQueueNums = options.DefaultTopicQueueNums,
        QueueId = -1,
        SysFlag = 0,
        BornTimestamp = timeProvider.GetUtcNow().ToUnixTimeMilliseconds(),
        Flag = 0,
        Properties = properties,
        ReconsumeTimes = 0,
    };
}
