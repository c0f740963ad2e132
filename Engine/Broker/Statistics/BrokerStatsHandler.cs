using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Headers;
using Engine.Remoting.Inbound;

namespace Engine.Broker.Statistics;

/// <summary>VIEW_BROKER_STATS_DATA (315). Mirrors AdminBrokerProcessor#ViewBrokerStatsData.</summary>
internal sealed class BrokerStatsHandler(BrokerStatistics statistics) : IRequestHandler
{
    public ValueTask<Answer> HandleAsync(InboundRequest request, CancellationToken cancellationToken)
    {
        var header = request.Command.ReadHeader<ViewBrokerStatsHeader>();
        return ValueTask.FromResult(Answer.Now(statistics.Find(header.StatsName, header.StatsKey) is { } item
            ? RemotingCommand.Success(body: new BrokerStatsBody
            {
                StatsMinute = ToItem(item.Minute),
                StatsHour = ToItem(item.Hour),
                StatsDay = ToItem(item.Day),
            })
            : Refusals.SystemError($"The stats <{header.StatsName}> <{header.StatsKey}> not exist")));
    }

    private static BrokerStatsItem ToItem(StatsFigures figures) =>
        new() { Sum = figures.Sum, Tps = figures.Tps, Avgpt = figures.AveragePerTime };
}
