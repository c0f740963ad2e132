using Engine.Broker.Clients;
using Engine.Broker.Pulling;
using Engine.Broker.Topics;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Headers;
using Engine.Store;

namespace Engine.Broker.Offsets;

/// <summary>
/// Sets a group's offset on one queue exactly (H4), online or offline. The table is set first, then the members are told, then held
/// pulls are woken, so that a member knows of the reset before its pull tells it to move.
/// </summary>
internal sealed class QueueReset(
    BrokerOptions options,
    TopicTable topics,
    MessageStore store,
    ConsumerOffsetTable offsets,
    MemberNotifier members,
    PullHoldTable holds)
{
    private const long Newest = -1;

    /// <summary>What a time means on a queue: its first message of that time or later, the maximum for -1.</summary>
    public long OffsetAt(string topic, int queueId, long timestampMs) => timestampMs == Newest
        ? store.GetBounds(topic, queueId).Max
        : store.SearchOffset(topic, queueId, timestampMs);

    /// <param name="header">The request.</param>
    /// <param name="queueId">The queue.</param>
    /// <param name="offset">The new offset, from the queue's minimum to its maximum.</param>
    /// <param name="isOnline">Whether the group has members now.</param>
    /// <param name="cancellationToken">Ends the telling.</param>
    public async ValueTask<RemotingCommand> SetAsync(
        ResetOffsetHeader header, int queueId, long offset, Func<bool> isOnline, CancellationToken cancellationToken)
    {
        if (Refusal(header.Topic, queueId, offset) is { } refusal)
        {
            return Refusals.SystemError(refusal);
        }

        offsets.Reset(header.Group, header.Topic, queueId, offset, keepPending: isOnline());
        if (!isOnline())
        {
            // The last member may have left in between: nobody would end it.
            offsets.ClearPending(header.Group);
        }

        try
        {
            await members.TellResetAsync(header, Body(header.Topic, queueId, offset), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            holds.WakeGroup(header.Group, header.Topic, queueId);
        }

        var now = offsets.Find(header.Group, header.Topic, queueId) ?? offset;
        return RemotingCommand.Success(body: Body(header.Topic, queueId, now));
    }

    private string? Refusal(string topic, int queueId, long offset)
    {
        var queues = topics.QueuesOf(topic);
        if (queueId >= queues)
        {
            return queues == 0
                ? $"topic {topic} does not exist on broker {options.BrokerName}"
                : $"queue {new MessageQueue(topic, options.BrokerName, queueId)} does not exist, the topic has {queues} queues there";
        }

        var (min, max) = store.GetBounds(topic, queueId);
        return offset < min || offset > max
            ? $"offset {offset} of {new MessageQueue(topic, options.BrokerName, queueId)} is outside {min} to {max}"
            : null;
    }

    private ResetOffsetBody Body(string topic, int queueId, long offset) => new()
    {
        OffsetTable = new Dictionary<MessageQueue, long> { [new MessageQueue(topic, options.BrokerName, queueId)] = offset },
    };
}
