using Engine.Protocol;
using Engine.Remoting.Inbound;

namespace Engine.Broker.Replication;

/// <summary>GET_BROKER_HA_STATUS (907), of a master and of a slave. Mirrors AdminBrokerProcessor#getBrokerHaStatus of 5.x.</summary>
internal sealed class HaStatusHandler(BrokerReplication replication) : IRequestHandler
{
    public ValueTask<Answer> HandleAsync(InboundRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Answer.Now(RemotingCommand.Success(body: replication.Read())));
}
