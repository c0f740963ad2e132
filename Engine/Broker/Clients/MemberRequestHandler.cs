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

    public async ValueTask<Answer> HandleAsync(InboundRequest request, CancellationToken cancellationToken) =>
        Answer.Now(request.Command.Code switch
        {
            RequestCode.GetConsumerRunningInfo => await AskRunningInfoAsync(request.Command, cancellationToken).ConfigureAwait(false),
            RequestCode.ConsumeMessageDirectly => await ConsumeDirectlyAsync(request.Command, cancellationToken).ConfigureAwait(false),
            var code => Refusals.NotMine(code),
        });

    private Task<RemotingCommand> AskRunningInfoAsync(RemotingCommand request, CancellationToken cancellationToken)
    {
        var header = request.ReadHeader<GetConsumerRunningInfoHeader>();
        return AskAsync(header.ConsumerGroup, header.ClientId, Copy(request), cancellationToken);
    }

    private async Task<RemotingCommand> ConsumeDirectlyAsync(RemotingCommand request, CancellationToken cancellationToken)
    {
        var header = request.ReadHeader<ConsumeMessageDirectlyHeader>();
        if (!OffsetMessageId.TryParse(header.MsgId, out var id) || store.ReadRecord(id.PhysicalOffset) is not { } record)
        {
            return Refusals.SystemError($"can not find message by the id, {header.MsgId}");
        }

        var fields = new Dictionary<string, string>(request.WriteHeader()!, StringComparer.Ordinal) { ["brokerName"] = brokerName };
        var toMember = Copy(request) with { Header = null, ExtFields = fields, TypedBody = null, Body = record };
        return await AskAsync(header.ConsumerGroup, header.ClientId ?? string.Empty, toMember, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Fields that this broker does not know go along: they may mean something to the member.</summary>
    private static RemotingCommand Copy(RemotingCommand request) => request with
    {
        Language = LanguageCode.DotNet,
        Version = ProtocolVersion.Current,
        Flag = 0,
        Remark = null,
    };

    private async Task<RemotingCommand> AskAsync(
        string group, string clientId, RemotingCommand request, CancellationToken cancellationToken)
    {
        if (consumers.FindMember(group, clientId) is not { } member)
        {
            return Refusals.SystemError($"The Consumer <{group}> <{clientId}> not online");
        }

        if (member.Version < ProtocolVersion.RunningInfo)
        {
            return Refusals.SystemError($"The Consumer <{clientId}> Version <{member.Version}> too low to finish");
        }

        try
        {
            return await member.Connection.CallAsync(request, Patience, cancellationToken).ConfigureAwait(false);
        }
        catch (RemotingTimeoutException exception)
        {
            return RemotingCommand.Answer(
                ResponseCode.ConsumeMessageTimeout, $"consumer <{group}> <{clientId}> Timeout: {exception.Message}");
        }
        catch (RemotingException exception)
        {
            return Refusals.SystemError($"invoke consumer <{group}> <{clientId}> Exception: {exception.Message}");
        }
    }
}
