using System.Globalization;
using Engine.Admin.Clusters;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;

namespace Engine.Admin.Offsets;

/// <summary>
/// Resets a topic of a group whose members are online on a broker that stores nothing at a reset but tells the members (222 of 4.9, which
/// sends them 220): they go there themselves, some ten seconds later. It moves all queues of the topic on the broker, by one time.
/// </summary>
internal sealed class ToldResets(ClusterCalls calls, CommittedResets commits, ResetTimes times)
{
    /// <summary>What the members were told, by queue.</summary>
    /// <param name="reset">What is known of the broker.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="offsets">The offsets wanted, by queue id.</param>
    /// <param name="deadline">For all of it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyDictionary<MessageQueue, long>> TellAsync(
        BrokerReset reset,
        string topic,
        IReadOnlyDictionary<int, long> offsets,
        Deadline deadline,
        CancellationToken cancellationToken)
    {
        var queues = reset.QueuesOf(topic);
        if (queues.Any(queue => !offsets.ContainsKey(queue.Queue.QueueId)))
        {
            throw Impossible(reset, topic, queues.Count, "cannot move some queues of a topic while members read it");
        }

        var wanted = queues.Select(queue => (queue.Queue, queue.Min, queue.Max, offsets[queue.Queue.QueueId])).ToList();
        var time = await times.FindAsync(reset.Endpoint, wanted, deadline, cancellationToken).ConfigureAwait(false)
            ?? throw Impossible(reset, topic, queues.Count, "moves the queues of a topic by one time while members read it, and no time "
                + "leads to these offsets");
        foreach (var (queue, _, _, offset) in wanted.Where(queue => reset.FindOffset(queue.Queue) is null))
        {
            // It refuses the reset as long as a queue has no offset at all.
            await commits.SetAsync(reset.Endpoint, reset.Group, queue, offset, deadline, cancellationToken).ConfigureAwait(false);
        }

        return await TellAsync(reset, topic, time, deadline, cancellationToken).ConfigureAwait(false);
    }

    private async Task<IReadOnlyDictionary<MessageQueue, long>> TellAsync(
        BrokerReset reset, string topic, long time, Deadline deadline, CancellationToken cancellationToken)
    {
        var header = new ResetOffsetHeader { Topic = topic, Group = reset.Group, Timestamp = time, IsForce = true };
        var request = RemotingCommand.Request(RequestCode.InvokeBrokerToResetOffset, header);
        var answer = await calls.RequireAsync(
            reset.Endpoint, request, $"the reset of {reset.Group} on {topic}", deadline.Remaining, cancellationToken).ConfigureAwait(false);
        return answer.ReadBody<ResetOffsetBody>().OffsetTable;
    }

    private static AdminException Impossible(BrokerReset reset, string topic, int queues, string why) => new(
        AdminErrorKind.Conflict,
        string.Create(
            CultureInfo.InvariantCulture,
            $"{reset.Endpoint.Name} {why}; reset all {queues} queues of {topic} there to the end, to the beginning or to a time, or stop "
            + $"the members of {reset.Group} first."));
}
