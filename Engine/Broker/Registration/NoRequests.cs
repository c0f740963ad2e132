using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Remoting.Inbound;

namespace Engine.Broker.Registration;

/// <summary>What the broker answers a name server that asks it something: it has no such requests.</summary>
internal sealed class NoRequests : IDispatcher
{
    public ValueTask<RemotingCommand?> DispatchAsync(InboundRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult<RemotingCommand?>(
            request.Command.IsOneWay
                ? null
                : RemotingCommand.Answer(ResponseCode.RequestCodeNotSupported, $" request type {request.Command.Code} not supported")
                    with
                { Opaque = request.Command.Opaque });
}
