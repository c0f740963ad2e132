using Engine.Admin.Clusters;
using Engine.Protocol.Bodies;

namespace Engine.Admin.Topics;

/// <summary>What a change makes of a topic on each broker: what it tells is the same on all, the rest each broker's own (pure).</summary>
internal static class TopicChangePlan
{
    /// <exception cref="AdminException">Invalid argument: the change breaks a rule on a broker; nothing is to be done then.</exception>
    public static IReadOnlyList<BrokerTopic> Of(
        TopicChange change, IReadOnlyList<QueueData> current, IReadOnlyList<BrokerEndpoint> masters)
    {
        TopicSettingsRule.RequireBrokers(change.Brokers);
        if (change.Queues is { } queues)
        {
            TopicSettingsRule.RequireQueues(queues);
        }

        if (change.Perm is { } perm)
        {
            TopicSettingsRule.RequirePerm(perm);
        }

        var names = change.Brokers ?? [.. current.Select(one => one.BrokerName)];
        return [.. TopicSettingsRule.ChooseBrokers(names, masters).Select(broker => Of(change, current, broker))];
    }

    private static BrokerTopic Of(TopicChange change, IReadOnlyList<QueueData> current, BrokerEndpoint broker)
    {
        var own = current.FirstOrDefault(queues => queues.BrokerName == broker.Name) ?? new QueueData
        {
            BrokerName = broker.Name,
            ReadQueueNums = current.Max(queues => queues.ReadQueueNums),
            WriteQueueNums = current.Max(queues => queues.WriteQueueNums),
            Perm = current[0].Perm,
            TopicSysFlag = current[0].TopicSysFlag,
        };
        var read = change.Queues ?? own.ReadQueueNums;
        if (change.WriteQueues is { } written)
        {
            TopicSettingsRule.RequireWriteQueues(written, read);
        }

        return new BrokerTopic(
            broker, read, change.WriteQueues ?? change.Queues ?? own.WriteQueueNums, change.Perm ?? own.Perm, own.TopicSysFlag);
    }
}
