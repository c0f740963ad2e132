using System.Globalization;
using Engine.Broker.Sending;
using Engine.Protocol.Messages;
using Engine.Store;

namespace Engine.Broker.Retries;

/// <summary>
/// What a message is stored as when it is sent back: the same body, flags, birth and properties, one retry more. Pure. Mirrors
/// SendMessageProcessor#asyncConsumerSendMsgBack (broker-semantics §6.1).
/// </summary>
internal static class SentBackMessage
{
    /// <param name="message">The message that could not be consumed.</param>
    /// <param name="topic">Retry topic or dead letters.</param>
    /// <param name="queueId">The queue there.</param>
    /// <param name="delayLevel">Level of the next try, 0 for none.</param>
    /// <param name="withOrigin">Whether it names the id of the message that was sent first.</param>
    public static StoreMessage Of(MessageExt message, string topic, int queueId, int delayLevel, bool withOrigin = true)
    {
        var properties = new Dictionary<string, string>(message.Properties, StringComparer.Ordinal)
        {
            [MessageProperties.WaitStoreOk] = "false",
            [MessageProperties.DelayLevel] = delayLevel.ToString(CultureInfo.InvariantCulture),
        };
        properties.TryAdd(MessageProperties.RetryTopic, message.Topic);
        if (withOrigin)
        {
            properties.TryAdd(MessageProperties.OriginMessageId, message.OffsetMessageId);
        }

        return StoredCopy.Of(message, topic, queueId, properties) with { ReconsumeTimes = message.ReconsumeTimes + 1 };
    }

    /// <summary>A dead letter to which nothing is added but where it came from: for one whose properties leave no room for more.</summary>
    /// <param name="message">The message that could not be consumed.</param>
    /// <param name="topic">Dead letters.</param>
    /// <param name="withOwn">Whether it keeps its own properties.</param>
    public static StoreMessage OfTooLarge(MessageExt message, string topic, bool withOwn)
    {
        var properties = new Dictionary<string, string>(withOwn ? message.Properties : [], StringComparer.Ordinal)
        {
            [MessageProperties.RetryTopic] = message.Property(MessageProperties.RetryTopic) ?? message.Topic,
        };
        properties.Remove(MessageProperties.DelayLevel);
        return StoredCopy.Of(message, topic, 0, properties) with { ReconsumeTimes = message.ReconsumeTimes + 1 };
    }
}
