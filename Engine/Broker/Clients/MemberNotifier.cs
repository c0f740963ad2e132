using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Remoting.Connections;
using Engine.Remoting.Outbound;
using Microsoft.Extensions.Logging;

namespace Engine.Broker.Clients;

/// <summary>Tells the members of a group something one-way, each of them once. Mirrors Broker2Client.</summary>
internal sealed partial class MemberNotifier(ConsumerRegistry consumers, ILogger logger)
{
    /// <summary>40: the members or their topics changed, so that they share the queues anew at once.</summary>
    public Task TellChangedAsync(string group, CancellationToken cancellationToken) =>
        TellAsync(
            group,
            RemotingCommand.Request(RequestCode.NotifyConsumerIdsChanged, new ConsumerGroupHeader { ConsumerGroup = group }),
            cancellationToken);

    /// <summary>220: the offsets of these queues were set.</summary>
    public Task TellResetAsync(ResetOffsetHeader asked, ResetOffsetBody offsets, CancellationToken cancellationToken)
    {
        var header = new ResetOffsetHeader { Topic = asked.Topic, Group = asked.Group, Timestamp = asked.Timestamp };
        return TellAsync(
            asked.Group, RemotingCommand.Request(RequestCode.ResetConsumerClientOffset, header, offsets), cancellationToken);
    }

    private async Task TellAsync(string group, RemotingCommand request, CancellationToken cancellationToken)
    {
        var oneWay = request.AsOneWay();
        foreach (var connection in consumers.Find(group)?.Members.Keys ?? [])
        {
            await TellOneAsync(group, connection, oneWay, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task TellOneAsync(string group, IConnection connection, RemotingCommand request, CancellationToken cancellationToken)
    {
        try
        {
            await connection.SendOneWayAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (RemotingException exception)
        {
            // Its connection is closing: it leaves the group, and the others are told then.
            LogNotTold(exception, request.Code, group, connection.RemoteAddress);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "request {Code} did not reach the member of group {Group} at {Client}")]
    private partial void LogNotTold(Exception exception, int code, string group, string client);
}
