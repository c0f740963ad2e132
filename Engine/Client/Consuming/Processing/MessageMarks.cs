using System.Globalization;
using Engine.Protocol;
using Engine.Protocol.Messages;

namespace Engine.Client.Consuming.Processing;

/// <summary>What the client adds to messages on their way to the listener. Mirrors PullAPIWrapper#processPullResult.</summary>
internal static class MessageMarks
{
    /// <summary>The message with the queue's bounds at the pull and the broker it came from (C7).</summary>
    public static MessageExt Pulled(MessageExt message, string brokerName, string minOffset, string maxOffset)
    {
        // The reader made the dictionary for this message and nobody else has seen it yet.
        var properties = message.Properties as Dictionary<string, string> ?? Copy(message);
        properties[MessageProperties.MinOffset] = minOffset;
        properties[MessageProperties.MaxOffset] = maxOffset;
        return message with { BrokerName = brokerName, Properties = properties };
    }

    /// <summary>
    /// The message as the listener is to see it: with its real topic when it is a retried one, and the time at which it starts.
    /// </summary>
    public static MessageExt Starting(MessageExt message, string retryTopic, long nowMs)
    {
        // A listener that got the message before may still hold its properties.
        var properties = Copy(message);
        properties[MessageProperties.ConsumeStartTime] = nowMs.ToString(CultureInfo.InvariantCulture);
        var realTopic = message.Topic == retryTopic ? message.Property(MessageProperties.RetryTopic) : null;
        return message with { Topic = realTopic ?? message.Topic, Properties = properties };
    }

    /// <summary>A message that does not come through a pull, as the listener is to see it, and the queue that it says it is from.</summary>
    public static (MessageQueue Queue, IReadOnlyList<MessageExt> Messages) Direct(MessageExt message, string retryTopic, DateTimeOffset now)
    {
        var queue = new MessageQueue(message.Topic, message.BrokerName ?? string.Empty, message.QueueId);
        return (queue, [Starting(message, retryTopic, now.ToUnixTimeMilliseconds())]);
    }

    private static Dictionary<string, string> Copy(MessageExt message) => new(message.Properties, StringComparer.Ordinal);
}
