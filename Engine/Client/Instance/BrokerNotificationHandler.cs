using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Remoting.Inbound;
using Microsoft.Extensions.Logging;

namespace Engine.Client.Instance;

/// <summary>
/// What brokers tell a client: the members of a group changed (40), offsets were reset (220). Mirrors ClientRemotingProcessor.
/// </summary>
internal sealed partial class BrokerNotificationHandler(InstanceMembers members, ILogger logger) : IRequestHandler
{
    /// <summary>Not one after the other: each drops its queues as it arrives. The consumer keeps the order of the rest.</summary>
    private static readonly HandlerLane Resets = new("client-resets", Parallelism: 1000, Capacity: 1000);

    private static readonly HandlerLane Changes = new("client-changes", Parallelism: 4, Capacity: 1000);

    public IEnumerable<HandlerRegistration> Registrations() =>
    [
        new(RequestCode.NotifyConsumerIdsChanged, this, Changes),
        new(RequestCode.ResetConsumerClientOffset, this, Resets),
    ];

    public async ValueTask<Answer> HandleAsync(InboundRequest request, CancellationToken cancellationToken)
    {
        if (request.Command.Code == RequestCode.NotifyConsumerIdsChanged)
        {
            OnMembersChanged(request);
        }
        else
        {
            await OnResetAsync(request, cancellationToken).ConfigureAwait(false);
        }

        return Answer.None;
    }

    private void OnMembersChanged(InboundRequest request)
    {
        var group = request.Command.ReadHeader<ConsumerGroupHeader>().ConsumerGroup;
        LogMembersChanged(group, request.Connection.RemoteAddress);
        members.FindConsumer(group)?.TriggerRebalance();
    }

    private async ValueTask OnResetAsync(InboundRequest request, CancellationToken cancellationToken)
    {
        var header = request.Command.ReadHeader<ResetOffsetHeader>();
        var offsets = request.Command.ReadBody<ResetOffsetBody>().OffsetTable;
        LogReset(header.Group, header.Topic, offsets.Count, request.Connection.RemoteAddress);
        if (members.FindConsumer(header.Group) is { } consumer)
        {
            await consumer.ResetOffsetsAsync(header.Topic, offsets, cancellationToken).ConfigureAwait(false);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "the members of group {Group} changed, says {Broker}")]
    private partial void LogMembersChanged(string group, string broker);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "offsets of group {Group} on {Count} queues of topic {Topic} were reset by {Broker}")]
    private partial void LogReset(string group, string topic, int count, string broker);
}
