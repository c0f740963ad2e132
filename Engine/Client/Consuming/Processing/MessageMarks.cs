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
    /// Marks messages with the time at which they start, in milliseconds since 1970, in place, as RocketMQ does. A retried message is
    /// another one from here on, with its real topic.
    /// </summary>
    /// <returns>The messages as the listener is to see them: those given, when none of them is another one now.</returns>
    public static IReadOnlyList<MessageExt> Starting(IReadOnlyList<MessageExt> messages, string retryTopic, string startedAt)
    {
        MessageExt[]? started = null;
        var (below, above) = (default(PropertyLayer), default(PropertyLayer));
        for (var i = 0; i < messages.Count; i++)
        {
            var message = Shown(messages[i], retryTopic);
            if (message != (object)messages[i])
            {
                started ??= [.. messages];
                started[i] = message;
            }

            // The messages of one pull have the layers in common.
            var properties = (StoredProperties)message.Properties;
            if (above is null || properties.Layers != below)
            {
                below = properties.Layers;
                above = PropertyLayer.Over(below, MessageProperties.ConsumeStartTime, startedAt);
            }

            properties.Layers = above;
        }

        return started ?? messages;
    }

    /// <summary>A time or an offset as a property has it.</summary>
    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    // A message that was not read from a record, in a test for example, brings properties of its own.
    private static MessageExt Shown(MessageExt message, string retryTopic)
    {
        var shown = message.Properties is StoredProperties
            ? message
            : message with { Properties = StoredProperties.Of(message.Properties) };
        return shown.Topic == retryTopic && shown.Property(MessageProperties.RetryTopic) is { } realTopic
            ? shown with { Topic = realTopic }
            : shown;
    }
}
