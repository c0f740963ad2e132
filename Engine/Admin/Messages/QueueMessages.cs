using Engine.Admin.Clusters;
using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;

namespace Engine.Admin.Messages;

/// <summary>Reads messages of a queue by offset, with pulls of the group that tools read with; commits nothing.</summary>
internal sealed class QueueMessages(ClusterCalls calls)
{
    // PullSysFlag: the subscription comes with the request.
    private const int WithSubscription = 4;

    /// <summary>Those of the offsets from start to before end that are still stored, ascending.</summary>
    public Task<IReadOnlyList<MessageExt>> ReadAsync(
        BrokerEndpoint broker, MessageQueue queue, long start, long end, Deadline deadline, CancellationToken cancellationToken) =>
        ReadAsync(broker, queue, start, end, static message => message, deadline, cancellationToken);

    /// <summary>The same; of each only what <paramref name="keep"/> makes of it stays in memory.</summary>
    public async Task<IReadOnlyList<T>> ReadAsync<T>(
        BrokerEndpoint broker,
        MessageQueue queue,
        long start,
        long end,
        Func<MessageExt, T> keep,
        Deadline deadline,
        CancellationToken cancellationToken)
    {
        var messages = new List<T>();
        for (var next = start; next < end;)
        {
            var (found, goOn) = await PullAsync(broker, queue, next, (int)(end - next), deadline, cancellationToken).ConfigureAwait(false);
            messages.AddRange(found.TakeWhile(message => message.QueueOffset < end).Select(keep));
            if (goOn <= next)
            {
                break;
            }

            next = goOn;
        }

        return messages;
    }

    /// <summary>The message at one offset; null when none is stored there.</summary>
    public async Task<MessageExt?> FindAsync(
        BrokerEndpoint broker, MessageQueue queue, long offset, Deadline deadline, CancellationToken cancellationToken)
    {
        var found = await ReadAsync(broker, queue, offset, offset + 1, deadline, cancellationToken).ConfigureAwait(false);
        return found.FirstOrDefault(message => message.QueueOffset == offset);
    }

    private async Task<(IReadOnlyList<MessageExt> Found, long GoOn)> PullAsync(
        BrokerEndpoint broker, MessageQueue queue, long offset, int count, Deadline deadline, CancellationToken cancellationToken)
    {
        var request = RemotingCommand.Request(RequestCode.PullMessage, new PullMessageHeader
        {
            ConsumerGroup = GroupNames.Tools,
            Topic = queue.Topic,
            QueueId = queue.QueueId,
            QueueOffset = offset,
            MaxMsgNums = count,
            SysFlag = WithSubscription,
            CommitOffset = 0,
            SuspendTimeoutMillis = 0,
            Subscription = "*",
            SubVersion = 0,
            ExpressionType = "TAG",
        });
        var answer = await calls.AskAsync(broker, request, deadline.Remaining, cancellationToken).ConfigureAwait(false);
        return answer.Code switch
        {
            ResponseCode.Success => Found(answer, queue.BrokerName),
            ResponseCode.PullOffsetMoved or ResponseCode.PullRetryImmediately => ([], GoOn(answer)),
            ResponseCode.PullNotFound => ([], offset),
            _ => throw ClusterCalls.Refusal(broker, answer, $"reading {queue} at {offset}"),
        };
    }

    private static (IReadOnlyList<MessageExt> Found, long GoOn) Found(RemotingCommand answer, string brokerName)
    {
        var messages = MessageRecordReader.ReadAll(answer.Body, new MessageOrigin(brokerName, null));
        return (messages, messages.Count == 0 ? GoOn(answer) : messages[^1].QueueOffset + 1);
    }

    private static long GoOn(RemotingCommand answer) => answer.ReadHeader<PullMessageResponseHeader>().NextBeginOffset;
}
