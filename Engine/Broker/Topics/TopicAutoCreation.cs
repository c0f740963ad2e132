using Engine.Protocol.Bodies;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;

namespace Engine.Broker.Topics;

/// <summary>
/// What a send to an unknown topic makes (B6). Pure. Mirrors TopicConfigManager#createTopicInSendMessageMethod and the fall-back for
/// retry topics in AbstractSendMessageProcessor#msgCheck.
/// </summary>
internal static class TopicAutoCreation
{
    private const int UnitFlag = 1;
    private const int UnitSubscriptionFlag = 2;

    /// <summary>The topic to make, or null when the send is to be refused.</summary>
    /// <param name="header">The send.</param>
    /// <param name="template">The topic that the send names as default topic, if there is one.</param>
    /// <param name="isEnabled">autoCreateTopicEnable; off, TBW102 is no template any more.</param>
    public static TopicConfig? Decide(SendMessageHeader header, TopicConfig? template, bool isEnabled)
    {
        var isRetry = TopicNames.IsRetry(header.Topic);
        var sysFlag = header.UnitMode ? (isRetry ? UnitSubscriptionFlag : UnitFlag) : 0;
        if (template is not null && IsTemplate(template, isEnabled))
        {
            var queues = Math.Max(0, Math.Min(header.DefaultTopicQueueNums, template.WriteQueueNums));
            return new TopicConfig
            {
                TopicName = header.Topic,
                ReadQueueNums = queues,
                WriteQueueNums = queues,
                Perm = template.Perm & ~TopicPerm.Inherit,
                TopicFilterType = template.TopicFilterType,
                TopicSysFlag = sysFlag,
            };
        }

        return isRetry ? Retry(header.Topic, 1, sysFlag) : null;
    }

    /// <summary>A group's retry topic as a heartbeat ensures it.</summary>
    public static TopicConfig Retry(SubscriptionGroupConfig group, bool unitMode) =>
        Retry(TopicNames.Retry(group.GroupName), group.RetryQueueNums, unitMode ? UnitSubscriptionFlag : 0);

    /// <summary>A group's dead letters as the first of them makes them.</summary>
    public static TopicConfig DeadLetter(string group) => Retry(TopicNames.DeadLetter(group), 1, 0);

    private static TopicConfig Retry(string topic, int queues, int sysFlag) => new()
    {
        TopicName = topic,
        ReadQueueNums = queues,
        WriteQueueNums = queues,
        TopicSysFlag = sysFlag,
    };

    private static bool IsTemplate(TopicConfig template, bool isEnabled) =>
        TopicPerm.IsInherited(template.Perm) && (isEnabled || template.TopicName != TopicNames.AutoCreateTemplate);
}
