using Engine.Admin.Clusters;
using Engine.Admin.Foreign;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;

namespace Engine.Admin.Offsets;

/// <summary>
/// The ways to set offsets on one broker. Our brokers and those of 5.x with <c>useServerSideResetOffset</c> set each queue themselves
/// (222 with queue id and offset). Others commit it for a group that does not read the topic now (15), or tell the members (222 by time).
/// </summary>
internal sealed class ResetWays(ClusterCalls calls, ForeignBrokers foreign, ForeignProgress notes, OffsetSearch search)
{
    // With a queue and an offset the time of the request means nothing; -1 is what RocketMQ's tool sends.
    private const long NoTime = -1;

    private readonly ServerSideResets _serverSide = new(calls);
    private readonly CommittedResets _committed = new(calls);
    private readonly ToldResets _told = new(calls, new CommittedResets(calls), new ResetTimes(calls, search));

    /// <summary>A result per target, in their order; the queues are set in turn.</summary>
    public async Task<IReadOnlyList<QueueResetResult>> ResetAsync(
        BrokerReset reset,
        IReadOnlyList<QueueResetTarget> targets,
        GroupReaders readers,
        Deadline deadline,
        CancellationToken cancellationToken)
    {
        var isForeign = foreign.Contains(reset.Endpoint);
        var set = await FindWayAsync(reset, targets, readers, deadline, cancellationToken).ConfigureAwait(false);
        var results = new List<QueueResetResult>(targets.Count);
        foreach (var target in targets)
        {
            var result = await ResetRows.RunAsync(reset, target, set).ConfigureAwait(false);
            results.Add(result);
            if (isForeign && result.After is { } after)
            {
                notes.NoteReset(reset.Endpoint, reset.Group, result.Queue, result.Before, after);
            }
        }

        return results;
    }

    private async Task<Func<MessageQueue, long, Task<long?>>> FindWayAsync(
        BrokerReset reset,
        IReadOnlyList<QueueResetTarget> targets,
        GroupReaders readers,
        Deadline deadline,
        CancellationToken cancellationToken)
    {
        if (!foreign.Contains(reset.Endpoint) || !reset.IsReachable
            || await IsServerSideAsync(reset, deadline, cancellationToken).ConfigureAwait(false))
        {
            return (queue, offset) => SetAsync(reset.Endpoint, reset.Group, queue, offset, deadline, cancellationToken);
        }

        var told = new Dictionary<string, Task<IReadOnlyDictionary<MessageQueue, long>>>(StringComparer.Ordinal);
        return async (queue, offset) =>
        {
            if (!readers.Read(queue.Topic))
            {
                return await _committed
                    .SetAsync(reset.Endpoint, reset.Group, queue, offset, deadline, cancellationToken)
                    .ConfigureAwait(false);
            }

            if (!told.TryGetValue(queue.Topic, out var telling))
            {
                var wanted = reset.OffsetsOf(targets, queue.Topic);
                told[queue.Topic] = telling = _told.TellAsync(reset, queue.Topic, wanted, deadline, cancellationToken);
            }

            return (await telling.ConfigureAwait(false)).TryGetValue(queue, out var after) ? after : null;
        };
    }

    /// <summary>Who does not answer this does not answer what follows either, which tells the operator.</summary>
    private async Task<bool> IsServerSideAsync(BrokerReset reset, Deadline deadline, CancellationToken cancellationToken)
    {
        try
        {
            return await _serverSide.AreOnAsync(reset.Endpoint, deadline, cancellationToken).ConfigureAwait(false);
        }
        catch (AdminException)
        {
            return false;
        }
    }

    private async Task<long?> SetAsync(
        BrokerEndpoint broker, string group, MessageQueue queue, long offset, Deadline deadline, CancellationToken cancellationToken)
    {
        var header = new ResetOffsetHeader
        {
            Topic = queue.Topic,
            Group = group,
            Timestamp = NoTime,
            IsForce = true,
            QueueId = queue.QueueId,
            Offset = offset,
        };
        var request = RemotingCommand.Request(RequestCode.InvokeBrokerToResetOffset, header);
        var answer = await calls.RequireAsync(
            broker, request, $"the reset of {group} on {queue}", deadline.Remaining, cancellationToken).ConfigureAwait(false);
        return answer.ReadBody<ResetOffsetBody>().OffsetTable.TryGetValue(queue, out var after) ? after : null;
    }
}
