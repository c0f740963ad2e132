using Engine.Admin.Clusters;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;

namespace Engine.Admin.Offsets;

/// <summary>Finds offsets by store time (29), as the lower boundary: the first message at or after the time.</summary>
internal sealed class OffsetSearch(ClusterCalls calls, ClusterDirectory directory)
{
    public async Task<OffsetAtTime> SearchAsync(MessageQueue queue, DateTimeOffset time, CancellationToken cancellationToken)
    {
        AdminNames.RequireTopic(queue.Topic);
        var deadline = calls.StartDeadline();
        var route = await directory.ReadRouteAsync(queue.Topic, deadline, cancellationToken).ConfigureAwait(false);
        RequireQueue(queue, route);
        var broker = ClusterDirectory.Readers(route.BrokerDatas).FirstOrDefault(reader => reader.Name == queue.BrokerName);
        if (broker.Name is null)
        {
            throw new AdminException(AdminErrorKind.Unreachable, $"Neither a master nor a slave of {queue.BrokerName} is online.");
        }

        var found = await FirstAtAsync(broker, queue, time, deadline, cancellationToken).ConfigureAwait(false);
        var bounds = new QueueHeader { Topic = queue.Topic, QueueId = queue.QueueId };
        var max = await AskAsync(broker, RequestCode.GetMaxOffset, bounds, deadline, cancellationToken).ConfigureAwait(false);
        return new OffsetAtTime(found, found < max);
    }

    /// <summary>First offset of a queue that exists stored at or after the time; max when there is none.</summary>
    public Task<long> FirstAtAsync(
        BrokerEndpoint broker, MessageQueue queue, DateTimeOffset time, Deadline deadline, CancellationToken cancellationToken)
    {
        var search = new SearchOffsetHeader
        {
            Topic = queue.Topic,
            QueueId = queue.QueueId,
            // Store times are whole milliseconds: a fraction of one is after it.
            Timestamp = time.AddTicks(TimeSpan.TicksPerMillisecond - 1).ToUnixTimeMilliseconds(),
            BoundaryType = "lower",
        };
        return AskAsync(broker, RequestCode.SearchOffsetByTimestamp, search, deadline, cancellationToken);
    }

    private static void RequireQueue(MessageQueue queue, TopicRouteBody route)
    {
        var queues = route.QueueDatas.FirstOrDefault(data => data.BrokerName == queue.BrokerName)?.ReadQueueNums ?? 0;
        if (queue.QueueId < 0 || queue.QueueId >= queues)
        {
            throw new AdminException(AdminErrorKind.QueueNotFound, $"Queue {queue} does not exist.") { Field = "queueId" };
        }
    }

    private async Task<long> AskAsync(
        BrokerEndpoint broker, int code, ICommandHeader header, Deadline deadline, CancellationToken cancellationToken)
    {
        var answer = await calls.RequireAsync(
            broker, RemotingCommand.Request(code, header), "an offset", deadline.Remaining, cancellationToken).ConfigureAwait(false);
        return answer.ReadHeader<OffsetResponseHeader>().Offset;
    }
}
