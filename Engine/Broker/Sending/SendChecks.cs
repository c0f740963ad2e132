using System.Text;
using Engine.Broker.Delays;
using Engine.Broker.Topics;
using Engine.Broker.Transactions;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;

namespace Engine.Broker.Sending;

/// <summary>What a broker refuses to store. Pure. Mirrors AbstractSendMessageProcessor#msgCheck and the checks of the store.</summary>
internal static class SendChecks
{
    private static readonly SendRefusal NoDelayedBatch = new(
        ResponseCode.MessageIllegal, "a batch cannot be delayed: send its messages one by one");

    private static readonly SendRefusal NoHalfBatch = new(
        ResponseCode.MessageIllegal, "a batch cannot be part of a transaction: send its messages one by one");

    /// <summary>What is wrong with the message itself, whatever topics there are; null when nothing is.</summary>
    /// <param name="header">The request.</param>
    /// <param name="bodyBytes">Bytes of the body, of a batch all together.</param>
    /// <param name="maxBodyBytes">Largest body.</param>
    /// <param name="isBatch">Whether the body holds several messages.</param>
    public static SendRefusal? OfMessage(SendMessageHeader header, int bodyBytes, int maxBodyBytes, bool isBatch = false)
    {
        if (TopicNames.Check(header.Topic) is { } rule)
        {
            return new(ResponseCode.SystemError, rule);
        }

        if (TopicNames.IsSendingForbidden(header.Topic))
        {
            return new(ResponseCode.NoPermission, $"Sending message to topic[{header.Topic}] is forbidden.");
        }

        if (bodyBytes > maxBodyBytes)
        {
            return new(ResponseCode.MessageIllegal, $"the message body has {bodyBytes} bytes, at most {maxBodyBytes} are allowed");
        }

        return isBatch && TopicNames.IsRetry(header.Topic)
            ? new(ResponseCode.MessageIllegal, $"a batch cannot be sent to the retry topic {header.Topic}")
            : OfProperties(header.Properties ?? string.Empty, isBatch);
    }

    /// <summary>What the topic forbids; null when nothing.</summary>
    public static SendRefusal? OfTopic(SendMessageHeader header, TopicConfig topic, string client)
    {
        if (!TopicPerm.IsWritable(topic.Perm))
        {
            return new(ResponseCode.NoPermission, $"the topic[{topic.TopicName}] sending message is forbidden");
        }

        var queues = Math.Max(topic.ReadQueueNums, topic.WriteQueueNums);
        if (header.QueueId >= queues)
        {
            return new(
                ResponseCode.SystemError,
                $"request queueId[{header.QueueId}] is illegal, topic {topic.TopicName} has {queues} queues. Producer: {client}");
        }

        return header.QueueId < 0 && topic.WriteQueueNums < 1
            ? new(ResponseCode.SystemError, $"topic {topic.TopicName} has no queue that can be written")
            : null;
    }

    private static SendRefusal? OfProperties(string properties, bool isBatch)
    {
        var bytes = Encoding.UTF8.GetByteCount(properties);
        if (bytes > MessageLimits.MaxPropertiesBytes)
        {
            return new(
                ResponseCode.MessageIllegal,
                $"the message properties have {bytes} bytes, at most {MessageLimits.MaxPropertiesBytes} are allowed");
        }

        if (DelayRewrite.LevelOf(properties) is not { } level)
        {
            return new(ResponseCode.MessageIllegal, $"the property {MessageProperties.DelayLevel} must be a delay level, a whole number");
        }

        if (isBatch && level > 0)
        {
            return NoDelayedBatch;
        }

        return isBatch && HalfMessage.IsHalf(properties) ? NoHalfBatch : null;
    }
}
