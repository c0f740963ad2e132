using System.Text;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;

namespace Engine.Client.Producing;

/// <summary>
/// Checks messages, gives them their unique keys and lays them out. Mirrors Validators#checkMessage, MessageBatch#generateFromList and the
/// first half of DefaultMQProducerImpl#sendKernelImpl. A refusal is a <see cref="ClientException"/> with code 13 for sizes and batches
/// that RocketMQ does not allow, else 10007.
/// </summary>
internal sealed class MessagePreparation(ProducerOptions options, UniqueKeyGenerator uniqueKeys, TimeProvider timeProvider)
{
    public PreparedMessage Prepare(Message message)
    {
        Check(message);
        var id = uniqueKeys.Next();
        var properties = PropertiesOf(message, id);
        return new(id, Header(message.Topic, message.Flag, properties, batch: false), message.Body);
    }

    /// <summary>One body for all messages, which land in one queue with consecutive offsets, all or none.</summary>
    public PreparedMessage PrepareBatch(IReadOnlyList<Message> messages)
    {
        CheckBatch(messages);
        var ids = new string[messages.Count];
        var items = new (Message, string)[messages.Count];
        for (var i = 0; i < ids.Length; i++)
        {
            ids[i] = uniqueKeys.Next();
            items[i] = (messages[i], PropertiesOf(messages[i], ids[i]));
        }

        var body = BatchBodyWriter.Encode(items);
        CheckSize(body.Length);
        var properties = PropertyString.Encode([new(MessageProperties.WaitStoreOk, messages[0].WaitStoreOk ? "true" : "false")]);
        return new(string.Join(',', ids), Header(messages[0].Topic, flag: 0, properties, batch: true), body);
    }

    private static ClientException Illegal(string reason) => new(ClientErrorCode.IllegalMessage, reason);

    private static ClientException Refused(string reason) => new(ResponseCode.MessageIllegal, reason);

    private static void CheckProperties(Message message)
    {
        foreach (var (name, value) in message.Properties)
        {
            if (MessageProperties.IsReserved(name))
            {
                throw Illegal($"The property name '{name}' is used by the system; choose another one.");
            }

            if (string.IsNullOrEmpty(name) || string.IsNullOrEmpty(value))
            {
                throw Illegal($"A property needs a name and a value; '{name}' = '{value}' lacks one.");
            }
        }
    }

    private static string PropertiesOf(Message message, string uniqueKey)
    {
        var all = message.ToProperties(uniqueKey);
        foreach (var (name, value) in all)
        {
            if (HasSeparator(name) || HasSeparator(value))
            {
                throw Illegal($"The property '{name}' contains the character U+0001 or U+0002, which separates properties.");
            }
        }

        var text = PropertyString.Encode(all);
        var bytes = Encoding.UTF8.GetByteCount(text);
        return bytes <= MessageLimits.MaxPropertiesBytes
            ? text
            : throw Refused($"The properties take {bytes} bytes; at most {MessageLimits.MaxPropertiesBytes} are allowed.");
    }

    private static bool HasSeparator(string text) =>
        text.AsSpan().ContainsAny(PropertyString.NameValueSeparator, PropertyString.PropertySeparator);

    private void Check(Message message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (TopicNames.Check(message.Topic) is { } rule)
        {
            throw Illegal(rule);
        }

        if (TopicNames.IsSendingForbidden(message.Topic))
        {
            throw Illegal($"Sending to the topic '{message.Topic}' is forbidden: it is the brokers' own.");
        }

        if (message.Body.IsEmpty)
        {
            throw Refused("The message body is empty.");
        }

        CheckSize(message.Body.Length);
        CheckProperties(message);
    }

    private void CheckSize(int bytes)
    {
        if (bytes > options.MaxMessageSize)
        {
            throw Refused($"The message body takes {bytes} bytes; at most {options.MaxMessageSize} are allowed.");
        }
    }

    private void CheckBatch(IReadOnlyList<Message> messages)
    {
        ArgumentNullException.ThrowIfNull(messages);
        if (messages.Count == 0)
        {
            throw Refused("A batch needs at least one message.");
        }

        foreach (var message in messages)
        {
            Check(message);
            var fault = message.DelayLevel > 0 ? "a delay level"
                : TopicNames.IsRetry(message.Topic) ? "a retry topic"
                : message.Topic != messages[0].Topic ? "another topic"
                : message.WaitStoreOk != messages[0].WaitStoreOk ? "another WaitStoreOk"
                : null;
            if (fault is not null)
            {
                throw Refused($"A message of the batch has {fault}; batches do not allow that.");
            }
        }
    }

    private SendMessageHeader Header(string topic, int flag, string properties, bool batch) => new()
    {
        ProducerGroup = options.Group,
        Topic = topic,
        DefaultTopic = TopicNames.AutoCreateTemplate,
        DefaultTopicQueueNums = options.DefaultTopicQueueNums,
        QueueId = -1,
        SysFlag = 0,
        BornTimestamp = timeProvider.GetUtcNow().ToUnixTimeMilliseconds(),
        Flag = flag,
        Properties = properties,
        ReconsumeTimes = 0,
        Batch = batch,
    };
}
