using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Remoting.Inbound;
using Engine.Store;

namespace Engine.Broker.Offsets;

/// <summary>
/// QUERY_CORRECTION_OFFSET (308) and CLONE_GROUP_OFFSET (314). Both do what their names say: RocketMQ's 308 also deletes offsets of the
/// groups left out, and its 314 does nothing without a topic. Mirrors AdminBrokerProcessor.
/// </summary>
internal sealed class GroupOffsetHandler(ConsumerOffsetTable offsets, MessageStore store, OffsetFlushLoop offsetFlush) : IRequestHandler
{
    public ValueTask<Answer> HandleAsync(InboundRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Answer.Now(request.Command.Code == RequestCode.CloneGroupOffset
            ? Clone(request.Command.ReadHeader<CloneGroupOffsetHeader>(), request.Connection.RemoteAddress)
            : RemotingCommand.Success(body: Correction(request.Command.ReadHeader<CorrectionOffsetHeader>()))));

    /// <summary>Of each queue the smallest offset that any group has stored at or above the queue's minimum.</summary>
    private CorrectionOffsetsBody Correction(CorrectionOffsetHeader header)
    {
        var leftOut = header.FilterGroups?.Split(',', StringSplitOptions.TrimEntries) ?? [];
        var smallest = new SortedDictionary<int, long>();
        foreach (var group in offsets.GroupsOf(header.Topic).Except(leftOut, StringComparer.Ordinal))
        {
            foreach (var (queueId, offset) in offsets.OfTopic(group, header.Topic))
            {
                if (offset >= store.GetBounds(header.Topic, queueId).Min && offset < smallest.GetValueOrDefault(queueId, long.MaxValue))
                {
                    smallest[queueId] = offset;
                }
            }
        }

        return new CorrectionOffsetsBody { CorrectionOffsets = smallest };
    }

    private RemotingCommand Clone(CloneGroupOffsetHeader header, string client)
    {
        if (header.SourceGroup == header.DestinationGroup)
        {
            return Refusals.SystemError($"srcGroup and destGroup are the same group, {header.SourceGroup}");
        }

        foreach (var topic in string.IsNullOrWhiteSpace(header.Topic) ? offsets.TopicsOf(header.SourceGroup) : [header.Topic])
        {
            foreach (var (queueId, offset) in offsets.OfTopic(header.SourceGroup, topic))
            {
                offsets.Commit(header.DestinationGroup, topic, queueId, offset, client);
            }
        }

        offsetFlush.Trigger();
        return RemotingCommand.Success();
    }
}
