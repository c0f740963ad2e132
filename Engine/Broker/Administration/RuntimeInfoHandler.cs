using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Remoting.Inbound;

namespace Engine.Broker.Administration;

/// <summary>GET_BROKER_RUNTIME_INFO (28). Mirrors AdminBrokerProcessor#getBrokerRuntimeInfo.</summary>
internal sealed class RuntimeInfoHandler(RuntimeInformation information) : IRequestHandler
{
    public static HandlerRegistration Registration(RuntimeInformation information) =>
        new(RequestCode.GetBrokerRuntimeInfo, new RuntimeInfoHandler(information), BrokerLanes.Admin);

    public ValueTask<Answer> HandleAsync(InboundRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Answer.Now(RemotingCommand.Success(body: new KeyValueBody { Table = information.Read() })));
}
