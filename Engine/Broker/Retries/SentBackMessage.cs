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
    public static StoreMessage Of(MessageExt message, string topic, int queueId, int delayLevel)
    {
        var properties = new Dictionary<string, string>(message.Properties, StringComparer.Ordinal)
        {
            [MessageProperties.WaitStoreOk] = "false",
            [MessageProperties.DelayLevel] = delayLevel.ToString(CultureInfo.InvariantCulture),
        };
        properties.TryAdd(MessageProperties.RetryTopic, message.Topic);
        properties.TryAdd(MessageProperties.OriginMessageId, message.OffsetMessageId);
        return StoredCopy.Of(message, topic, queueId, properties) with { ReconsumeTimes = message.ReconsumeTimes + 1 };
    }
}
