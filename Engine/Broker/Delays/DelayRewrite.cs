using System.Globalization;
using Engine.Protocol.Messages;
using Engine.Store;
using Engine.Store.Log;

namespace Engine.Broker.Delays;

/// <summary>
/// Sends a message with a delay level by way of the schedule topic: one queue per level, the real place kept in properties. Pure. Mirrors
/// the delay part of CommitLog#asyncPutMessage (broker-semantics §5, step 4).
/// </summary>
internal sealed class DelayRewrite(DelayLevels levels)
{
    /// <summary>The level a property string asks for; null when it is no number, 0 when there is none.</summary>
    public static int? LevelOf(string properties)
    {
        // Most messages have none: a search for its name is many times faster than going through all properties.
        if (!properties.Contains(MessageProperties.DelayLevel, StringComparison.Ordinal)
            || !PropertyString.TryGetValue(properties, MessageProperties.DelayLevel, out var text))
        {
            return 0;
        }

        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var level) ? level : null;
    }

    /// <summary>The message as it is stored: itself, or its wait in the schedule topic. Half messages do not wait.</summary>
    public StoreMessage Apply(StoreMessage message)
    {
        if (LevelOf(message.Properties) is not ({ } asked and > 0) || levels.Highest == 0 || message.Topic == TopicNames.TransactionHalf
            || !MessageSysFlags.IsDispatched(message.SysFlag))
        {
            return message;
        }

        var level = Math.Min(asked, levels.Highest);
        var properties = PropertyString.With(message.Properties, MessageProperties.DelayLevel, Text(level));
        properties = PropertyString.With(properties, MessageProperties.RealTopic, message.Topic);
        return message with
        {
            Topic = TopicNames.Schedule,
            QueueId = QueueOf(level),
            Properties = PropertyString.With(properties, MessageProperties.RealQueueId, Text(message.QueueId)),
        };
    }

    /// <summary>The queue of the schedule topic where a level's messages wait.</summary>
    public static int QueueOf(int level) => level - 1;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
