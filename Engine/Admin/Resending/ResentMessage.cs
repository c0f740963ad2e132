using Engine.Protocol.Headers;
using Engine.Protocol.Messages;

namespace Engine.Admin.Resending;

/// <summary>
/// A stored message on its way to one group again, by the group's retry topic, so that no other group gets it: body, keys, tags, user
/// properties and id stay, what retries left on it goes, and it counts no retry any more. Pure.
/// </summary>
internal static class ResentMessage
{
    private static readonly string[] Dropped =
    [
        MessageProperties.DelayLevel, MessageProperties.ReconsumeTime, MessageProperties.MaxReconsumeTimes,
        MessageProperties.ConsumeStartTime, MessageProperties.MinOffset, MessageProperties.MaxOffset, MessageProperties.RealTopic,
        MessageProperties.RealQueueId, MessageProperties.TransactionPrepared, MessageProperties.WaitStoreOk,
    ];

    public static SendMessageHeader HeaderOf(string group, MessageExt message) => new()
    {
        ProducerGroup = GroupNames.InnerProducer,
        Topic = TopicNames.Retry(group),
        DefaultTopic = TopicNames.AutoCreateTemplate,
        DefaultTopicQueueNums = 1,
        QueueId = -1,
        SysFlag = message.SysFlag & (MessageSysFlags.Compressed | MessageSysFlags.CompressionMask),
        BornTimestamp = message.BornTimestamp,
        Flag = message.Flag,
        Properties = PropertyString.Encode(PropertiesOf(message)),
        ReconsumeTimes = 0,

        // A group that allows no retries would have it filed under its dead letters once more.
        MaxReconsumeTimes = 1,
    };

    private static Dictionary<string, string> PropertiesOf(MessageExt message)
    {
        var all = new Dictionary<string, string>(message.Properties, StringComparer.Ordinal);
        foreach (var name in Dropped)
        {
            all.Remove(name);
        }

        all.TryAdd(MessageProperties.RetryTopic, message.Topic);
        all.TryAdd(MessageProperties.OriginMessageId, message.OffsetMessageId);
        return all;
    }
}
