using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Remoting.Inbound;
using Engine.Remoting.Outbound;
using Microsoft.Extensions.Logging;

namespace Engine.Broker.Clients;

/// <summary>
/// INVOKE_BROKER_TO_GET_CONSUMER_STATUS (223): asks the members of a group, or one of them, by request 221 how far they are on a topic and
/// answers what each of them said. Who does not answer within 5 s is left out. Mirrors Broker2Client#getConsumeStatus.
/// </summary>
internal sealed partial class MemberOffsetsHandler(ConsumerRegistry consumers, ILogger logger) : IRequestHandler
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async ValueTask<Answer> HandleAsync(InboundRequest request, CancellationToken cancellationToken)
    {
        var header = request.Command.ReadHeader<GetConsumerStatusHeader>();
        if (consumers.Find(header.Group) is not { } group)
        {
            return Answer.Now(Refusals.SystemError($"the consumer group[{header.Group}] not online"));
        }

        if (group.Members.Values.FirstOrDefault(member => member.Version < ProtocolVersion.ResetRequest) is { } old)
        {
            return Answer.Now(Refusals.SystemError($"the client {old.ClientId} is too old to tell its offsets, version {old.Version}"));
        }

        var asked = group.Members.Values.Where(member => header.ClientAddr is not { Length: > 0 } id || member.ClientId == id);
        var told = await Task.WhenAll(asked.Select(member => AskAsync(member, header, cancellationToken))).ConfigureAwait(false);
        var table = new Dictionary<string, IReadOnlyDictionary<MessageQueue, long>>(StringComparer.Ordinal);
        foreach (var (clientId, offsets) in told)
        {
            if (offsets is not null)
            {
                table[clientId] = offsets;
            }
        }

        return Answer.Now(RemotingCommand.Success(body: new ConsumerStatusBody { ConsumerTable = table }));
    }

    private async Task<(string ClientId, IReadOnlyDictionary<MessageQueue, long>? Offsets)> AskAsync(
        ClientChannel member, GetConsumerStatusHeader header, CancellationToken cancellationToken)
    {
        try
        {
            var request = RemotingCommand.Request(RequestCode.GetConsumerStatusFromClient, header);
            var answer = await member.Connection.CallAsync(request, Patience, cancellationToken).ConfigureAwait(false);
            if (answer.Code == ResponseCode.Success)
            {
                return (member.ClientId, answer.ReadBody<ConsumerStatusBody>().MessageQueueTable);
            }

            LogRefused(member.ClientId, header.Group, answer.Code, answer.Remark);
        }
        catch (Exception exception) when (exception is RemotingException or CommandFieldException)
        {
            LogFailed(exception, member.ClientId, header.Group);
        }

        return (member.ClientId, null);
    }

    [LoggerMessage(
        Level = LogLevel.Warning, Message = "member {ClientId} of group {Group} did not tell its offsets, code {Code}: {Remark}")]
    private partial void LogRefused(string clientId, string group, int code, string? remark);

    [LoggerMessage(Level = LogLevel.Warning, Message = "member {ClientId} of group {Group} did not tell its offsets")]
    private partial void LogFailed(Exception exception, string clientId, string group);
}
