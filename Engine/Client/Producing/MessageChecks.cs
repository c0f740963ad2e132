using System.Text;
using Engine.Protocol.Codes;
using Engine.Protocol.Messages;

namespace Engine.Client.Producing;

/// <summary>
/// What may be sent. A refusal is a <see cref="ClientException"/> with code 13 for sizes and for batches that RocketMQ does not allow, else
/// 10007. Pure. Mirrors Validators#checkMessage and MessageBatch#generateFromList.
/// </summary>
internal sealed class MessageChecks(ProducerOptions options)
{
    private const int LargestUtf8Char = 3;

    public void Require(Message message)
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

        RequireSize(message.Body.Length);
        RequireProperties(message);
    }

    /// <summary>Messages that may go into one batch.</summary>
    public void RequireBatch(IReadOnlyList<Message> messages)
    {
        ArgumentNullException.ThrowIfNull(messages);
        if (messages.Count == 0)
        {
            throw Refused("A batch needs at least one message.");
        }

        for (var index = 0; index < messages.Count; index++)
        {
            RequireOfBatch(messages, index);
        }
    }

    /// <summary>Half messages cannot be delayed: their brokers keep them until the transaction ends.</summary>
    public static void RequireHalf(Message message)
    {
        if (message.DelayLevel != 0)
        {
            throw Refused("A message of a transaction cannot be delayed; leave DelayLevel at 0.");
        }
    }

    public void RequireSize(int bytes)
    {
        if (bytes > options.MaxMessageSize)
        {
            throw Refused($"The message body takes {bytes} bytes; at most {options.MaxMessageSize} are allowed.");
        }
    }

    /// <summary>The property string of all properties, those of the engine included.</summary>
    public static string Encode(IReadOnlyDictionary<string, string> properties)
    {
        foreach (var (name, value) in properties)
        {
            if (HasSeparator(name) || HasSeparator(value))
            {
                throw Separated(name);
            }
        }

        return NotTooLong(PropertyString.Encode(properties));
    }

    /// <summary>Adds the properties of a message that has none but its own fields.</summary>
    public static void Encode(Message message, string id, ref PropertyStringBuilder text)
    {
        if (HasSeparator(message.Tags))
        {
            throw Separated(MessageProperties.Tags);
        }

        if (HasSeparator(message.Keys))
        {
            throw Separated(MessageProperties.Keys);
        }

        message.AddOwnProperties(ref text, id);
        RequireNotTooLong(text.Text);
    }

    private static string NotTooLong(string text)
    {
        RequireNotTooLong(text);
        return text;
    }

    private static void RequireNotTooLong(ReadOnlySpan<char> text)
    {
        var bytes = text.Length <= MessageLimits.MaxPropertiesBytes / LargestUtf8Char ? text.Length : Encoding.UTF8.GetByteCount(text);
        if (bytes > MessageLimits.MaxPropertiesBytes)
        {
            throw Refused($"The properties take {bytes} bytes; at most {MessageLimits.MaxPropertiesBytes} are allowed.");
        }
    }

    private static ClientException Illegal(string reason) => new(ClientErrorCode.IllegalMessage, reason);

    private static ClientException Refused(string reason) => new(ResponseCode.MessageIllegal, reason);

    private static ClientException Separated(string name) =>
        Illegal($"The property '{name}' contains the character U+0001 or U+0002, which separates properties.");

    private static bool HasSeparator(string? text) =>
        text.AsSpan().ContainsAny(PropertyString.NameValueSeparator, PropertyString.PropertySeparator);

    private static void RequireProperties(Message message)
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

    private static string? FaultInBatch(Message message, Message first) =>
        message.DelayLevel > 0 ? "a delay level"
        : TopicNames.IsRetry(message.Topic) ? "a retry topic"
        : message.Topic != first.Topic ? "another topic than the first"
        : message.WaitStoreOk != first.WaitStoreOk ? "another WaitStoreOk than the first"
        : null;

    private void RequireOfBatch(IReadOnlyList<Message> messages, int index)
    {
        try
        {
            Require(messages[index]);
        }
        catch (ClientException exception)
        {
            throw new ClientException(exception.ResponseCode, $"Message {index} of the batch: {exception.Message}", exception);
        }

        if (FaultInBatch(messages[index], messages[0]) is { } fault)
        {
            throw Refused($"Message {index} of the batch has {fault}; batches do not allow that.");
        }
    }
}
