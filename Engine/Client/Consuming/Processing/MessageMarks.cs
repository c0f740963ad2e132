using System.Globalization;
using Engine.Protocol.Messages;

namespace Engine.Client.Consuming.Processing;

/// <summary>What the client adds to messages on their way to the listener. Mirrors PullAPIWrapper#processPullResult.</summary>
internal static class MessageMarks
{
    /// <summary>The message with the queue's bounds at the pull and the broker it came from (C7).</summary>
    public static MessageExt Pulled(MessageExt message, string brokerName, string minOffset, string maxOffset)
    {
        var properties = Marked(message, MessageProperties.MinOffset, minOffset).With(MessageProperties.MaxOffset, maxOffset);
        return message with { BrokerName = brokerName, Properties = properties };
    }

    /// <summary>
    /// The message as the listener is to see it: with its real topic when it is a retried one, and the time at which it starts.
    /// </summary>
    public static MessageExt Starting(MessageExt message, string retryTopic, long nowMs)
    {
        var properties = Marked(message, MessageProperties.ConsumeStartTime, nowMs.ToString(CultureInfo.InvariantCulture));
        var realTopic = message.Topic == retryTopic ? message.Property(MessageProperties.RetryTopic) : null;
        return message with { Topic = realTopic ?? message.Topic, Properties = properties };
    }

    // A message that was not read from a record, in a test for example, brings properties of its own.
    private static StoredProperties Marked(MessageExt message, string name, string value) =>
        (message.Properties as StoredProperties ?? StoredProperties.Of(message.Properties)).With(name, value);
}
