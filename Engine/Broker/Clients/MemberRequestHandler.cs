using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;
using Engine.Remoting.Inbound;
using Engine.Remoting.Outbound;
using Engine.Store;

namespace Engine.Broker.Clients;

/// <summary>
/// GET_CONSUMER_RUNNING_INFO (307) and CONSUME_MESSAGE_DIRECTLY (309): asked of one member of a group through the broker, which hands the
/// request to that member and its answer back. Mirrors AdminBrokerProcessor#callConsumer and #consumeMessageDirectly.
/// </summary>
internal sealed class MemberRequestHandler(string brokerName, ConsumerRegistry consumers, MessageStore store) : IRequestHandler
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public ValueTask<Answer> HandleAsync(InboundRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(request.Command.Code switch
        {
            RequestCode.GetConsumerRunningInfo => AskRunningInfo(request.Command, cancellationToken),
            RequestCode.ConsumeMessageDirectly => ConsumeDirectly(request.Command, cancellationToken),
            var code => Answer.Now(Refusals.NotMine(code)),
        });

    private Answer AskRunningInfo(RemotingCommand request, CancellationToken cancellationToken)
    {
        var header = request.ReadHeader<GetConsumerRunningInfoHeader>();
        return Ask(header.ConsumerGroup, header.ClientId, Copy(request), cancellationToken);
    }

    private Answer ConsumeDirectly(RemotingCommand request, CancellationToken cancellationToken)
    {
        var header = request.ReadHeader<ConsumeMessageDirectlyHeader>();
        if (!OffsetMessageId.TryParse(header.MsgId, out var id) || store.ReadRecord(id.PhysicalOffset) is not { } record)
        {
            return Answer.Now(Refusals.SystemError($"can not find message by the id, {header.MsgId}"));
        }

        var fields = new Dictionary<string, string>(request.WriteHeader()!, StringComparer.Ordinal) { ["brokerName"] = brokerName };
        var toMember = Copy(request) with { Header = null, ExtFields = fields, TypedBody = null, Body = record };
        return Ask(header.ConsumerGroup, header.ClientId ?? string.Empty, toMember, cancellationToken);
    }

    /// <summary>Fields that this broker does not know go along: they may mean something to the member.</summary>
    private static RemotingCommand Copy(RemotingCommand request) => request with
    {
        Language = LanguageCode.DotNet,
        Version = ProtocolVersion.Current,
        Flag = 0,
        Remark = null,
    };

    private Answer Ask(string group, string clientId, RemotingCommand request, CancellationToken cancellationToken)
    {
        if (consumers.FindMember(group, clientId) is not { } member)
        {
            return Answer.Now(Refusals.SystemError($"The Consumer <{group}> <{clientId}> not online"));
        }

        return member.Version < ProtocolVersion.RunningInfo
            ? Answer.Now(Refusals.SystemError($"The Consumer <{clientId}> Version <{member.Version}> too low to finish"))
            : Answer.Later(AskAsync(member, group, request, cancellationToken));
    }

    private static async Task<RemotingCommand> AskAsync(
        ClientChannel member, string group, RemotingCommand request, CancellationToken cancellationToken)
    {
        try
        {
            return await member.Connection.CallAsync(request, Patience, cancellationToken).ConfigureAwait(false);
        }
        catch (RemotingTimeoutException exception)
        {
            return RemotingCommand.Answer(
                ResponseCode.ConsumeMessageTimeout, $"consumer <{group}> <{member.ClientId}> Timeout: {exception.Message}");
        }
        catch (RemotingException exception)
        {
            return Refusals.SystemError($"invoke consumer <{group}> <{member.ClientId}> Exception: {exception.Message}");
        }
    }
}
