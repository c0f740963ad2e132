using Engine.Protocol;
using Engine.Remoting.Inbound;

namespace Engine.Broker.Delays;

/// <summary>GET_ALL_DELAY_OFFSET (45), which slaves ask for. Mirrors AdminBrokerProcessor#getAllDelayOffset.</summary>
internal sealed class DelayOffsetHandler(DelayOffsetTable offsets) : IRequestHandler
{
    public ValueTask<Answer> HandleAsync(InboundRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Answer.Now(RemotingCommand.Success(body: offsets.ToBody())));
}
