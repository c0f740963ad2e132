using Engine.Broker.Clients;
using Engine.Broker.Groups;
using Engine.Broker.Offsets;
using Engine.Protocol;
using Engine.Protocol.Headers;
using Engine.Remoting.Inbound;

namespace Engine.Broker.Administration;

/// <summary>
/// INVOKE_BROKER_TO_RESET_OFFSET (222): with a queue id and an offset one queue is set here and now; without them it is the
/// request of RocketMQ's tools. Mirrors AdminBrokerProcessor#resetOffset.
/// </summary>
internal sealed class ResetHandler(
    QueueReset queueReset,
    OnlineReset onlineReset,
    ConsumerRegistry consumers,
    SubscriptionGroupTable groups,
    ConsumerOffsetTable offsets,
    OffsetFlushLoop offsetFlush) : IRequestHandler
{
    public async ValueTask<Answer> HandleAsync(InboundRequest request, CancellationToken cancellationToken)
    {
        var header = request.Command.ReadHeader<ResetOffsetHeader>();
        if (header is not { QueueId: { } queueId and >= 0, Offset: { } offset and not -1 })
        {
            return Answer.Now(await onlineReset.SetAsync(header, cancellationToken).ConfigureAwait(false));
        }

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
