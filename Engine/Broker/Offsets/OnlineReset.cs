using Engine.Broker.Clients;
using Engine.Broker.Topics;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Store;

namespace Engine.Broker.Offsets;

/// <summary>
/// The reset by time that foreign tools ask for, answered as 4.9.8: the members do it, the broker stores nothing, and an offline
/// group gets 206, after which those tools set the offsets themselves. Mirrors Broker2Client#resetOffset.
/// </summary>
internal sealed class OnlineReset(
    BrokerOptions options,
    TopicTable topics,
    MessageStore store,
    ConsumerOffsetTable offsets,
    ConsumerRegistry consumers,
    MemberNotifier members)
{
    private const long Newest = -1;

    public async ValueTask<RemotingCommand> SetAsync(ResetOffsetHeader header, CancellationToken cancellationToken)
    {
        if (topics.Find(header.Topic) is not { } topic)
        {
            return Refusals.SystemError($"[reset-offset] reset offset failed, no topic in this broker. topic={header.Topic}");
        }

        if (Targets(header, topic.WriteQueueNums) is not { } targets)
        {
            return Refusals.SystemError($"THe consumer group <{header.Group}> not exist");
        }

        if (consumers.Find(header.Group) is not { } group)
        {
            return RemotingCommand.Answer(
                ResponseCode.ConsumerNotOnline,
                $"Consumer not online, so can not reset offset, Group: {header.Group} Topic: {header.Topic} Timestamp: {header.Timestamp}");
        }

        if (group.Members.Values.FirstOrDefault(member => member.Version < ProtocolVersion.ResetRequest) is { } old)
        {
            return Refusals.SystemError($"the client {old.ClientId} is too old to reset offsets, version {old.Version}");
        }

        foreach (var queue in targets.Keys)
        {
            offsets.NoteReset(header.Group, header.Topic, queue.QueueId);
        }

        var body = new ResetOffsetBody { OffsetTable = targets };
        await members.TellResetAsync(header, body, cancellationToken).ConfigureAwait(false);
        return RemotingCommand.Success(body: body);
    }

    /// <summary>Null when the group has no offset on some queue.</summary>
    private Dictionary<MessageQueue, long>? Targets(ResetOffsetHeader header, int queues)
    {
        var targets = new Dictionary<MessageQueue, long>(queues);
        for (var queueId = 0; queueId < queues; queueId++)
        {
            if (offsets.Find(header.Group, header.Topic, queueId) is not { } stored)
            {
                return null;
            }

            var target = header.Timestamp == Newest
                ? store.GetBounds(header.Topic, queueId).Max
                : store.SearchOffset(header.Topic, queueId, header.Timestamp);
            var value = header.IsForce || target < stored ? target : stored;
            targets[new MessageQueue(header.Topic, options.BrokerName, queueId)] = value;
        }

        return targets;
    }
}
