using Engine.Protocol;
using Engine.Protocol.Headers;
using Engine.Remoting.Inbound;

namespace Engine.Broker.Statistics;

/// <summary>GET_CONSUME_STATS (208).</summary>
internal sealed class ConsumeStatsHandler(ConsumeStats stats) : IRequestHandler
{
    public ValueTask<Answer> HandleAsync(InboundRequest request, CancellationToken cancellationToken)
    {
        var header = request.Command.ReadHeader<GetConsumeStatsHeader>();
        return ValueTask.FromResult(Answer.Now(RemotingCommand.Success(body: stats.Of(header.ConsumerGroup, header.Topic))));
    }
}
