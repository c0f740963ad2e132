using System.Globalization;
using Engine.Client.Producing;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;

namespace Engine.Client.Consuming.Retries;

/// <summary>
/// Makes the message that a client sends to its group's retry topic by itself, when the broker did not take the original back (D4). Pure.
/// Mirrors the second half of DefaultMQPushConsumerImpl#sendMessageBack.
/// </summary>
internal static class RetryCopy
{
    private const int FirstDelayLevel = 3;
    private const int TemplateQueues = 4;

    /// <summary>What only this client knows of a message, and what travels in the header instead.</summary>
    private static readonly string[] NotStored =
    [
        MessageProperties.MinOffset, MessageProperties.MaxOffset, MessageProperties.ConsumeStartTime, MessageProperties.ReconsumeTime,
        MessageProperties.MaxReconsumeTimes, MessageProperties.TransactionPrepared,
    ];

    /// <param name="group">Consumer group.</param>
    /// <param name="message">The message as the listener got it, under its real topic.</param>
    /// <param name="reconsumeTimes">Retries that the copy counts; the broker compares them with the limit.</param>
    /// <param name="maxReconsumeTimes">The limit, above which the broker files it under the dead letters.</param>
    /// <param name="now">Born time of the copy.</param>
    public static PreparedMessage Of(string group, MessageExt message, int reconsumeTimes, int maxReconsumeTimes, DateTimeOffset now)
    {
        var template = new SendMessageHeader
        {
            ProducerGroup = GroupNames.InnerProducer,
            Topic = TopicNames.Retry(group),
            DefaultTopic = TopicNames.AutoCreateTemplate,
            DefaultTopicQueueNums = TemplateQueues,
            QueueId = -1,
            SysFlag = message.SysFlag & (MessageSysFlags.Compressed | MessageSysFlags.CompressionMask),
            BornTimestamp = now.ToUnixTimeMilliseconds(),
            Flag = message.Flag,
            Properties = PropertyString.Encode(PropertiesOf(message)),
            ReconsumeTimes = reconsumeTimes,
            MaxReconsumeTimes = maxReconsumeTimes,
        };
        return new PreparedMessage(message.MessageId, template, message.Body);
    }

    private static Dictionary<string, string> PropertiesOf(MessageExt message)
    {
        var all = new Dictionary<string, string>(message.Properties, StringComparer.Ordinal);
        foreach (var name in NotStored)
        {
            all.Remove(name);
        }

        all[MessageProperties.RetryTopic] = message.Topic;
        all[MessageProperties.DelayLevel] = (FirstDelayLevel + message.ReconsumeTimes).ToString(CultureInfo.InvariantCulture);

        // RocketMQ loses it here, by setting it before it copies the properties; brokers keep it when they take a message back.
        all.TryAdd(MessageProperties.OriginMessageId, message.OffsetMessageId);
        return all;
    }
}
