using System.Globalization;
using Engine.Broker.Sending;
using Engine.Protocol.Messages;
using Engine.Store;

namespace Engine.Broker.Delays;

/// <summary>
/// A message at the end of its wait, for the place it was sent to: everything else stays, the properties that say how it waited too. Pure.
/// Mirrors ScheduleMessageService#messageTimeup.
/// </summary>
internal static class DelayedMessage
{
    /// <summary>The message to store, or null with the reason why there is none.</summary>
    public static StoreMessage? ToDeliver(MessageExt waiting, out string? fault)
    {
        fault = null;
        if (waiting.Property(MessageProperties.RealTopic) is not { } topic || TopicNames.Check(topic) is not null)
        {
            fault = $"its property {MessageProperties.RealTopic} names no topic";
        }
        else if (topic == TopicNames.TransactionHalf)
        {
            fault = "half messages do not wait";
        }
        else if (int.TryParse(
            waiting.Property(MessageProperties.RealQueueId), NumberStyles.None, CultureInfo.InvariantCulture, out var queueId))
        {
            return StoredCopy.Of(waiting, topic, queueId);
        }
        else
        {
            fault = $"its property {MessageProperties.RealQueueId} is no queue id";
        }

        return null;
    }
}
