using Engine.Admin.Clusters;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;

namespace Engine.Admin.Statistics;

/// <summary>Asks one broker for the bounds of a topic's queues (GET_TOPIC_STATS_INFO, 202), which needs no group.</summary>
internal sealed class TopicBounds(ClusterCalls calls)
{
    /// <summary>By queue id; empty when the broker has no such topic.</summary>
    public async Task<IReadOnlyList<TopicQueueProgress>> ReadAsync(
        BrokerEndpoint broker, string topic, Deadline deadline, CancellationToken cancellationToken)
    {
        var request = RemotingCommand.Request(RequestCode.GetTopicStatsInfo, new TopicHeader { Topic = topic });
        var answer = await calls.AskAsync(broker, request, deadline.Remaining, cancellationToken).ConfigureAwait(false);
        return answer.Code switch
        {
            ResponseCode.Success => Queues(answer.ReadBody<TopicStatsBody>()),
            ResponseCode.TopicNotExist => [],
            _ => throw ClusterCalls.Refusal(broker, answer, $"the bounds of topic {topic}"),
        };
    }

    /// <summary>The same of several topics, side by side.</summary>
    public async Task<IReadOnlyList<TopicQueueProgress>> ReadAsync(
        BrokerEndpoint broker, IEnumerable<string> topics, Deadline deadline, CancellationToken cancellationToken)
    {
        var answers = topics.Select(topic => ReadAsync(broker, topic, deadline, cancellationToken));
        return [.. (await Task.WhenAll(answers).ConfigureAwait(false)).SelectMany(queues => queues)];
    }

    private static IReadOnlyList<TopicQueueProgress> Queues(TopicStatsBody body) =>
    [
        .. body.OffsetTable
            .OrderBy(entry => entry.Key.QueueId)
            .Select(entry => new TopicQueueProgress
            {
                Topic = entry.Key.Topic,
                QueueId = entry.Key.QueueId,
                MinOffset = entry.Value.MinOffset,
                MaxOffset = entry.Value.MaxOffset,
                LastStoredAt = entry.Value.LastUpdateTimestamp > 0 ? entry.Value.LastUpdateTimestamp : null,
            }),
    ];
}
