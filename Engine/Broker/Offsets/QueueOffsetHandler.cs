using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Remoting.Inbound;
using Engine.Store;

namespace Engine.Broker.Offsets;

/// <summary>
/// SEARCH_OFFSET_BY_TIMESTAMP (29, the first message at or after the time as in 5.3), GET_MAX_OFFSET (30), GET_MIN_OFFSET (31)
/// and GET_EARLIEST_MSG_STORETIME (32). Mirrors AdminBrokerProcessor.
/// </summary>
internal sealed class QueueOffsetHandler(MessageStore store) : IRequestHandler
{
    public ValueTask<Answer> HandleAsync(InboundRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Answer.Now(RemotingCommand.Success(request.Command.Code == RequestCode.GetEarliestMsgStoreTime
            ? new EarliestStoreTimeHeader { Timestamp = EarliestOf(request.Command.ReadHeader<QueueHeader>()) }
            : new OffsetResponseHeader { Offset = Find(request.Command) })));

    private long EarliestOf(QueueHeader queue) =>
        store.GetStoreTime(queue.Topic, queue.QueueId, store.GetBounds(queue.Topic, queue.QueueId).Min);

    private long Find(RemotingCommand request)
    {
        if (request.Code == RequestCode.SearchOffsetByTimestamp)
        {
            var header = request.ReadHeader<SearchOffsetHeader>();
            return store.SearchOffset(header.Topic, header.QueueId, header.Timestamp);
        }

        var queue = request.ReadHeader<QueueHeader>();
        var bounds = store.GetBounds(queue.Topic, queue.QueueId);
        return request.Code == RequestCode.GetMaxOffset ? bounds.Max : bounds.Min;
    }
}
