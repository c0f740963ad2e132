using System.Globalization;
using System.Text;
using Engine.Broker.Topics;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;

namespace Engine.Broker.Sending;

/// <summary>What a broker refuses to store. Pure. Mirrors AbstractSendMessageProcessor#msgCheck and the checks of the store.</summary>
internal static class SendChecks
{
    private static readonly SendRefusal NoDelays = new(
        ResponseCode.MessageIllegal, "delayed delivery is not there yet: send the message without a delay level");

    private static readonly SendRefusal NoTransactions = new(
        ResponseCode.NoPermission, "transactional messages are not there yet: send the message without a transaction");

    /// <summary>What is wrong with the message itself, whatever topics there are; null when nothing is.</summary>
    /// <param name="header">The request.</param>
    /// <param name="bodyBytes">Bytes of the body, of a batch all together.</param>
    /// <param name="maxBodyBytes">Largest body.</param>
    public static SendRefusal? OfMessage(SendMessageHeader header, int bodyBytes, int maxBodyBytes)
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

        return OfProperties(header.Properties ?? string.Empty);
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

    private static SendRefusal? OfProperties(string properties)
    {
        var bytes = Encoding.UTF8.GetByteCount(properties);
        if (bytes > MessageLimits.MaxPropertiesBytes)
        {
            return new(
                ResponseCode.MessageIllegal,
                $"the message properties have {bytes} bytes, at most {MessageLimits.MaxPropertiesBytes} are allowed");
        }

        if (PropertyString.TryGetValue(properties, MessageProperties.DelayLevel, out var level)
            && !(int.TryParse(level, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number <= 0))
        {
            return NoDelays;
        }

        return PropertyString.TryGetValue(properties, MessageProperties.TransactionPrepared, out var isHalf)
            && isHalf.Equals("true", StringComparison.OrdinalIgnoreCase)
            ? NoTransactions
            : null;
    }
}
