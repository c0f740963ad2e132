using Engine.Admin.Messages;
using Engine.Protocol;
using Engine.Protocol.Messages;

namespace Engine.Admin.DeadLetters;

/// <summary>Turns a record under %DLQ% into what an operator sees; pure.</summary>
internal static class DeadLetterReading
{
    private const int MostCharacters = 1000;

    public static DeadLetter Of(MessageExt stored, int? retryLimit)
    {
        var message = BodyCompression.Open(stored);
        return new DeadLetter(
            new MessageQueue(message.Topic, message.BrokerName!, message.QueueId),
            message.QueueOffset,
            message.MessageId,
            message.Property(MessageProperties.RetryTopic),
            message.Property(MessageProperties.OriginMessageId),
            message.Keys,
            message.Tags,
            message.ReconsumeTimes,
            retryLimit,
            DateTimeOffset.FromUnixTimeMilliseconds(message.BornTimestamp),
            DateTimeOffset.FromUnixTimeMilliseconds(message.StoreTimestamp),
            message.Body.Length,
            message.BodyFault is null ? BodyText.Of(message.Body.Span, MostCharacters) : null,
            new Dictionary<string, string>(message.Properties, StringComparer.Ordinal));
    }
}
