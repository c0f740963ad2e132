using System.Globalization;
using Engine.Protocol.Messages;

namespace Engine.Client.Consuming.Processing;

/// <summary>What the client adds to messages on their way to the listener. Mirrors PullAPIWrapper#processPullResult.</summary>
internal static class MessageMarks
{
    /// <summary>What pulled messages get: the queue's bounds at the pull and the broker they came from (C7).</summary>
    public static MessageOrigin Pulled(string brokerName, long minOffset, long maxOffset)
    {
        var min = PropertyLayer.Over(null, MessageProperties.MinOffset, Text(minOffset));
        return new MessageOrigin(brokerName, PropertyLayer.Over(min, MessageProperties.MaxOffset, Text(maxOffset)));
    }

    /// <summary>
    /// The message as the listener is to see it: with its real topic when it is a retried one, and the time at which it starts, in
    /// milliseconds since 1970.
    /// </summary>
    public static MessageExt Starting(MessageExt message, string retryTopic, string startedAt)
    {
        var properties = Marked(message, MessageProperties.ConsumeStartTime, startedAt);
        var realTopic = message.Topic == retryTopic ? message.Property(MessageProperties.RetryTopic) : null;
        return message with { Topic = realTopic ?? message.Topic, Properties = properties };
    }

    /// <summary>A time or an offset as a property has it.</summary>
    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    // A message that was not read from a record, in a test for example, brings properties of its own.
    private static StoredProperties Marked(MessageExt message, string name, string value) =>
        (message.Properties as StoredProperties ?? StoredProperties.Of(message.Properties)).With(name, value);
}
