using Engine.Admin.Clusters;
using Engine.Admin.Groups;
using Engine.Admin.Messages;
using Engine.Admin.Resending;
using Engine.Admin.Statistics;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;

namespace Engine.Admin.Direct;

/// <summary>
/// Gives a stored message to one online member of a group at once and waits for what its listener says (CONSUME_MESSAGE_DIRECTLY, 309). No
/// offset moves. Mirrors MQAdminExt#consumeMessageDirectly.
/// </summary>
internal sealed class DirectConsumer(ClusterCalls calls, ClusterDirectory directory, ProgressReader progress)
{
    // A broker gives the member 10 s.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(12);

    private readonly QueueMessages _messages = new(calls);
    private readonly GroupPresence _presence = new(progress);

    /// <param name="group">The group.</param>
    /// <param name="clientId">The member; null takes the first, by client id, at the message's broker.</param>
    /// <param name="place">The message.</param>
    /// <param name="cancellationToken">Ends the waiting, not the consuming.</param>
    public async Task<DirectResult> ConsumeAsync(
        string group, string? clientId, StoredPlace place, CancellationToken cancellationToken)
    {
        AdminNames.RequireOwnGroup(group);
        ResendRule.Require(group, [place]);
        var deadline = calls.StartDeadline();
        var broker = await directory.ReadMasterAsync(place.Queue.BrokerName, deadline, cancellationToken).ConfigureAwait(false);
        var known = await _presence
            .RequireAsync(group, $"Consuming in {group}", deadline.FirstHalf, cancellationToken)
            .ConfigureAwait(false);
        var member = MemberAt(broker, known, group, clientId);
        var message = await _messages
            .FindAsync(broker, place.Queue, place.Offset, deadline, cancellationToken)
            .ConfigureAwait(false)
            ?? throw new AdminException(
                AdminErrorKind.InvalidArgument, $"No message is stored at offset {place.Offset} of {place.Queue}.")
            { Field = "offset" };
        var request = RemotingCommand.Request(RequestCode.ConsumeMessageDirectly, new ConsumeMessageDirectlyHeader
        {
            ConsumerGroup = group,
            ClientId = member,
            MsgId = message.OffsetMessageId,
        });
        var answer = await calls
            .RequireAsync(broker, request, $"the message for {member}", Patience, cancellationToken)
            .ConfigureAwait(false);
        var body = answer.ReadBody<ConsumeMessageDirectlyBody>();
        return new DirectResult(
            place, message.MessageId, member, body.ConsumeResult, body.Order, body.AutoCommit, body.Remark, body.SpentTimeMills);
    }

    /// <summary>The broker that holds the message hands it over, so the member must be connected there.</summary>
    private static string MemberAt(
        BrokerEndpoint broker, IEnumerable<BrokerOutcome<QueueProgressBody>> outcomes, string group, string? clientId)
    {
        var members = outcomes
            .Where(outcome => outcome.Broker.Name == broker.Name)
            .SelectMany(outcome => outcome.Value?.Groups ?? [])
            .Where(part => part.Group == group)
            .SelectMany(part => part.Members)
            .Select(member => member.ClientId)
            .Order(StringComparer.Ordinal)
            .ToList();
        return (clientId, members) switch
        {
            (null, []) => throw new AdminException(
                AdminErrorKind.Conflict,
                $"No member of group {group} is online at {broker.Name}, which holds the message; start one, or resend the message."),
            (null, _) => members[0],
            _ when members.Contains(clientId) => clientId,
            _ => throw new AdminException(
                AdminErrorKind.ClientNotFound, $"Client {clientId} is no online member of group {group} at {broker.Name}.")
            {
                Field = "clientId",
            },
        };
    }
}
