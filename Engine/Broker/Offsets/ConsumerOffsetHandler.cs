using Engine.Broker.Clients;
using Engine.Broker.Topics;
using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Remoting.Inbound;

namespace Engine.Broker.Offsets;

/// <summary>
/// QUERY_CONSUMER_OFFSET (14), UPDATE_CONSUMER_OFFSET (15) and GET_ALL_CONSUMER_OFFSET (43). Mirrors ConsumerManageProcessor.
/// </summary>
internal sealed class ConsumerOffsetHandler(
    ConsumerOffsetTable offsets, OffsetQuery query, TopicTable topics, ConsumerRegistry consumers) : IRequestHandler
{
    public ValueTask<Answer> HandleAsync(InboundRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Answer.Now(request.Command.Code switch
        {
            RequestCode.QueryConsumerOffset => Query(request.Command.ReadHeader<QueryConsumerOffsetHeader>()),
            RequestCode.UpdateConsumerOffset =>
                Update(request.Command.ReadHeader<UpdateConsumerOffsetHeader>(), request),
            RequestCode.GetAllConsumerOffset => RemotingCommand.Success(body: offsets.ToBody()),
            var code => Refusals.NotMine(code),
        }));

    private RemotingCommand Query(QueryConsumerOffsetHeader header) =>
        query.Find(header.ConsumerGroup, header.Topic, header.QueueId, header.SetZeroIfNotFound ?? true) is { } offset
            ? RemotingCommand.Success(new OffsetResponseHeader { Offset = offset })
            : RemotingCommand.Answer(
                ResponseCode.QueryNotFound, "Not found, V3_0_6_SNAPSHOT maybe this group consumer boot first");

    private RemotingCommand Update(UpdateConsumerOffsetHeader header, InboundRequest request)
    {
        // A member that has not heard of a topic's deletion yet would bring its offset back.
        if (topics.Find(header.Topic) is null)
        {
            return Refusals.TopicNotExist(header.Topic);
        }

        if (header.CommitOffset < 0 || header.QueueId < 0)
        {
            return Refusals.SystemError(
                $"neither queue id {header.QueueId} nor offset {header.CommitOffset} of {header.Topic} may be negative");
        }

        var isReset = IsReset(header, request);
        var client = request.Connection.RemoteAddress;
        var outcome = header.OnlyRaise == true
            ? offsets.Raise(header.ConsumerGroup, header.Topic, header.QueueId, header.CommitOffset, client)
            : offsets.Commit(header.ConsumerGroup, header.Topic, header.QueueId, header.CommitOffset, client);
        if (isReset && outcome == CommitOutcome.Lowered)
        {
            offsets.NoteReset(header.ConsumerGroup, header.Topic, header.QueueId);
        }

        return outcome switch
        {
            CommitOutcome.Ignored => RemotingCommand.Success() with { Remark = "Offset has been previously reset" },
            CommitOutcome.AboveEnd => RemotingCommand.Success() with { Remark = "Offset is above the end of the queue" },
            _ => RemotingCommand.Success(),
        };
    }

    /// <summary>
    /// Whether an operator's tool lowers the offset of an offline group, as it does after 206 (broker-semantics §9.4): members report one
    /// way, or commit on the connection of their heartbeats.
    /// </summary>
    private bool IsReset(UpdateConsumerOffsetHeader header, InboundRequest request) =>
        !request.Command.IsOneWay
        && header.OnlyRaise != true
        && offsets.Find(header.ConsumerGroup, header.Topic, header.QueueId) > header.CommitOffset
        && consumers.FindMember(header.ConsumerGroup, request.Connection) is null;
}
