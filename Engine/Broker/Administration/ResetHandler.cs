using Engine.Broker.Clients;
using Engine.Broker.Groups;
using Engine.Broker.Offsets;
using Engine.Protocol;
using Engine.Protocol.Headers;
using Engine.Remoting.Inbound;

namespace Engine.Broker.Administration;

/// <summary>
/// INVOKE_BROKER_TO_RESET_OFFSET (222): with a queue id one queue is set here and now, to an offset or to what a time means there; without
/// one it is the request of RocketMQ's tools. Mirrors AdminBrokerProcessor#resetOffset.
/// </summary>
internal sealed class ResetHandler(
    QueueReset queueReset,
    OnlineReset onlineReset,
    ConsumerRegistry consumers,
    SubscriptionGroupTable groups,
    ConsumerOffsetTable offsets,
    OffsetFlushLoop offsetFlush) : IRequestHandler
{
    private const long NotGiven = -1;

    public async ValueTask<Answer> HandleAsync(InboundRequest request, CancellationToken cancellationToken)
    {
        var header = request.Command.ReadHeader<ResetOffsetHeader>();
        if (header is not { QueueId: { } queueId and >= 0 })
        {
            return Answer.Now(await onlineReset.SetAsync(header, cancellationToken).ConfigureAwait(false));
        }

        var offset = header.Offset is { } given and not NotGiven
            ? given
            : queueReset.OffsetAt(header.Topic, queueId, header.Timestamp);

        return Answer.Now(IsKnown(header.Group)
            ? await SetAsync(header, queueId, offset, cancellationToken).ConfigureAwait(false)
            : Refusals.GroupNotExist(header.Group));
    }

    private async Task<RemotingCommand> SetAsync(ResetOffsetHeader header, int queueId, long offset, CancellationToken cancellationToken)
    {
        try
        {
            return await queueReset
                .SetAsync(header, queueId, offset, () => IsOnline(header.Group), cancellationToken)
                .ConfigureAwait(false);
        }
        finally
        {
            offsetFlush.Trigger();
        }
    }

    private bool IsOnline(string group) => consumers.Find(group) is not null;

    private bool IsKnown(string group) => groups.Find(group) is not null || IsOnline(group) || offsets.TopicsOf(group).Any();
}
