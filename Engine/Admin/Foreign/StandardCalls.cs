using Engine.Admin.Clusters;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;

namespace Engine.Admin.Foreign;

/// <summary>The questions that every RocketMQ broker answers about groups, topics and offsets.</summary>
internal sealed class StandardCalls(ClusterCalls calls)
{
    /// <summary>All configured groups (201).</summary>
    public Task<SubscriptionGroupTableBody> ReadGroupsAsync(
        BrokerEndpoint broker, Deadline deadline, CancellationToken cancellationToken) =>
        ReadAsync<SubscriptionGroupTableBody>(
            broker,
            RemotingCommand.Request(RequestCode.GetAllSubscriptionGroupConfig),
            "reading group configurations",
            deadline,
            cancellationToken);

    /// <summary>All stored consumer offsets (43): the only answer that tells a queue without an offset from one at 0.</summary>
    public async Task<StoredOffsets> ReadOffsetsAsync(BrokerEndpoint broker, Deadline deadline, CancellationToken cancellationToken)
    {
        var request = RemotingCommand.Request(RequestCode.GetAllConsumerOffset);
        return StoredOffsets.Of(await ReadAsync<ConsumerOffsetBody>(
            broker, request, "reading its consumer offsets", deadline, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>All topics (21).</summary>
    public Task<TopicConfigTableBody> ReadTopicsAsync(BrokerEndpoint broker, Deadline deadline, CancellationToken cancellationToken) =>
        ReadAsync<TopicConfigTableBody>(
            broker, RemotingCommand.Request(RequestCode.GetAllTopicConfig), "reading its topics", deadline, cancellationToken);

    /// <summary>Members of a group (203); null when it is offline there.</summary>
    public async Task<ConsumerConnectionBody?> FindMembersAsync(
        BrokerEndpoint broker, string group, Deadline deadline, CancellationToken cancellationToken)
    {
        var request = RemotingCommand.Request(
            RequestCode.GetConsumerConnectionList, new ConsumerGroupHeader { ConsumerGroup = group });
        var answer = await calls.AskAsync(broker, request, deadline.Remaining, cancellationToken).ConfigureAwait(false);
        return answer.Code switch
        {
            ResponseCode.Success => answer.ReadBody<ConsumerConnectionBody>(),
            ResponseCode.ConsumerNotOnline => null,
            _ => throw ClusterCalls.Refusal(broker, answer, $"the members of group {group}"),
        };
    }

    /// <summary>Broker offset, consumer offset (0 also where there is none) and last store time by queue (208).</summary>
    public Task<ConsumeStatsBody> ReadStatsAsync(
        BrokerEndpoint broker, string group, Deadline deadline, CancellationToken cancellationToken) =>
        ReadAsync<ConsumeStatsBody>(
            broker,
            RemotingCommand.Request(RequestCode.GetConsumeStats, new GetConsumeStatsHeader { ConsumerGroup = group }),
            $"the offsets of group {group}",
            deadline,
            cancellationToken);

    /// <summary>How long messages wait (303); empty where the broker does not tell.</summary>
    public async Task<IReadOnlyList<QueueTimeSpan>> FindTimesAsync(
        BrokerEndpoint broker, string group, string topic, Deadline deadline, CancellationToken cancellationToken)
    {
        var request = RemotingCommand.Request(
            RequestCode.QueryConsumeTimeSpan, new ConsumeTimeSpanHeader { Topic = topic, Group = group });
        var answer = await calls.AskAsync(broker, request, deadline.Remaining, cancellationToken).ConfigureAwait(false);
        return answer.Code == ResponseCode.Success ? answer.ReadBody<ConsumeTimeSpanBody>().ConsumeTimeSpanSet : [];
    }

    /// <summary>Groups that subscribe a topic or have offsets on it (300).</summary>
    public async Task<IReadOnlyList<string>> ReadGroupsOfAsync(
        BrokerEndpoint broker, string topic, Deadline deadline, CancellationToken cancellationToken)
    {
        var request = RemotingCommand.Request(RequestCode.QueryTopicConsumeByWho, new TopicHeader { Topic = topic });
        var body = await ReadAsync<GroupListBody>(
            broker, request, $"the groups of topic {topic}", deadline, cancellationToken).ConfigureAwait(false);
        return body.GroupList;
    }

    private async Task<T> ReadAsync<T>(
        BrokerEndpoint broker, RemotingCommand request, string what, Deadline deadline, CancellationToken cancellationToken)
        where T : class, ICommandBody
    {
        var answer = await calls.RequireAsync(broker, request, what, deadline.Remaining, cancellationToken).ConfigureAwait(false);
        return answer.ReadBody<T>();
    }
}
