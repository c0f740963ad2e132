using Engine.Admin.Clusters;
using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;

namespace Engine.Admin.Offsets;

/// <summary>
/// Sets the offset of one queue as a consumer would commit it (15), which works as long as no member commits its own; what the broker
/// holds then is read back (14).
/// </summary>
internal sealed class CommittedResets(ClusterCalls calls)
{
    public async Task<long?> SetAsync(
        BrokerEndpoint broker, string group, MessageQueue queue, long offset, Deadline deadline, CancellationToken cancellationToken)
    {
        var commit = RemotingCommand.Request(RequestCode.UpdateConsumerOffset, new UpdateConsumerOffsetHeader
        {
            ConsumerGroup = group,
            Topic = queue.Topic,
            QueueId = queue.QueueId,
            CommitOffset = offset,
            BrokerName = broker.Name,
        });
        var what = $"the offset {offset} of {group} on {queue}";
        await calls.RequireAsync(broker, commit, what, deadline.Remaining, cancellationToken).ConfigureAwait(false);
        var question = RemotingCommand.Request(RequestCode.QueryConsumerOffset, new QueryConsumerOffsetHeader
        {
            ConsumerGroup = group,
            Topic = queue.Topic,
            QueueId = queue.QueueId,
            BrokerName = broker.Name,
        });
        var answer = await calls.AskAsync(broker, question, deadline.Remaining, cancellationToken).ConfigureAwait(false);
        return answer.Code switch
        {
            ResponseCode.Success => answer.ReadHeader<OffsetResponseHeader>().Offset,
            ResponseCode.QueryNotFound => null,
            _ => throw ClusterCalls.Refusal(broker, answer, $"reading back {what}"),
        };
    }
}
