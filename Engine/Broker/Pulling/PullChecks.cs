using Engine.Broker.Clients;
using Engine.Broker.Settings;
using Engine.Broker.Topics;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Filters;
using Engine.Protocol.Headers;

namespace Engine.Broker.Pulling;

/// <summary>The checks of a pull in RocketMQ's order (broker-semantics §3.1). Mirrors PullMessageProcessor#processRequest.</summary>
internal sealed class PullChecks(
    BrokerSettings settings, TopicTable topics, ConsumerRegistry consumers, SubscriptionFilters filters)
{
    /// <param name="header">The pull.</param>
    /// <param name="group">The group's configuration; null when there is none and none may be made.</param>
    /// <param name="client">Address of who pulls, for remarks.</param>
    public PullAdmission Check(PullMessageHeader header, SubscriptionGroupConfig? group, string client)
    {
        if (!TopicPerm.IsReadable(settings.Permission))
        {
            return Refuse(ResponseCode.NoPermission, $"the broker[{settings.Options.BrokerName}] pulling message is forbidden");
        }

        if (group is null)
        {
            return Refuse(Refusals.GroupNotExist(header.ConsumerGroup));
        }

        if (!group.ConsumeEnable)
        {
            return Refuse(ResponseCode.NoPermission, $"subscription group no permission, {header.ConsumerGroup}");
        }

        if (TopicRefusal(header, client) is { } refusal)
        {
            return Refuse(refusal);
        }

        var admission = PullFlags.Has(header.SysFlag, PullFlags.Subscription) ? BySubscription(header) : ByHeartbeat(header, group);
        return admission with { Group = group };
    }

    private static PullAdmission Refuse(RemotingCommand refusal) => new(refusal, null);

    private static PullAdmission Refuse(int code, string remark) => Refuse(RemotingCommand.Answer(code, remark));

    private PullAdmission BySubscription(PullMessageHeader header)
    {
        var isTag = ExpressionTypes.IsTag(header.ExpressionType);
        var subscription = isTag
            ? TagExpression.Parse(header.Topic, header.Subscription)
            : new SubscriptionData
            {
                Topic = header.Topic,
                SubString = header.Subscription ?? string.Empty,
                ExpressionType = header.ExpressionType!,
            };
        return subscription is null ? Refuse(NotParsed("it names no tag")) : ByFilter(subscription);
    }

    private PullAdmission ByFilter(SubscriptionData subscription)
    {
        if (filters.Find(subscription, out var filter) is { } fault)
        {
            return Refuse(NotParsed(fault));
        }

        return filters.Allows(subscription.ExpressionType)
            ? new PullAdmission(null, filter)
            : Refuse(Refusals.NoPropertyFilter(subscription.ExpressionType));
    }

    private static RemotingCommand NotParsed(string fault) => RemotingCommand.Answer(
        ResponseCode.SubscriptionParseFailed, $"parse the consumer's subscription failed: {fault}");

    private RemotingCommand? TopicRefusal(PullMessageHeader header, string client)
    {
        if (topics.Find(header.Topic) is not { } topic)
        {
            return Refusals.TopicNotExist(header.Topic);
        }

        if (!TopicPerm.IsReadable(topic.Perm))
        {
            return RemotingCommand.Answer(ResponseCode.NoPermission, $"the topic[{header.Topic}] pulling message is forbidden");
        }

        return header.QueueId >= 0 && header.QueueId < topic.ReadQueueNums
            ? null
            : Refusals.SystemError(
                $"queueId[{header.QueueId}] is illegal, topic:[{header.Topic}] topicConfig.readQueueNums:[{topic.ReadQueueNums}] "
                + $"consumer:[{client}]");
    }

    private PullAdmission ByHeartbeat(PullMessageHeader header, SubscriptionGroupConfig config)
    {
        if (consumers.Find(header.ConsumerGroup) is not { } group)
        {
            return Refuse(ResponseCode.SubscriptionNotExist, "the consumer's group info not exist" + Refusals.SeeDocumentation);
        }

        if (!config.ConsumeBroadcastEnable && group.MessageModel == MessageModel.Broadcasting)
        {
            return Refuse(
                ResponseCode.NoPermission, $"the consumer group[{header.ConsumerGroup}] can not consume by broadcast way");
        }

        if (!group.Subscriptions.TryGetValue(header.Topic, out var subscription))
        {
            return Refuse(ResponseCode.SubscriptionNotExist, "the consumer's subscription not exist" + Refusals.SeeDocumentation);
        }

        if (subscription.SubVersion < header.SubVersion)
        {
            return Refuse(ResponseCode.SubscriptionNotLatest, "the consumer's subscription not latest");
        }

        return ByFilter(subscription);
    }
}
