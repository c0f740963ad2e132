using Engine.Broker.Topics;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Headers;
using Engine.Remoting.Inbound;

namespace Engine.Broker.Statistics;

/// <summary>GET_BROKER_CONSUME_STATS (317). Mirrors AdminBrokerProcessor#fetchAllConsumeStatsInBroker.</summary>
internal sealed class BrokerConsumeStatsHandler(
    string address, ConsumeStats stats, GroupNamesReader groups, GroupTopics groupTopics, TopicTable topics) : IRequestHandler
{
    public ValueTask<Answer> HandleAsync(InboundRequest request, CancellationToken cancellationToken)
    {
        var isOrder = request.Command.ReadHeader<BrokerConsumeStatsHeader>().IsOrder;
        var total = 0L;
        var list = new List<IReadOnlyDictionary<string, IReadOnlyList<ConsumeStatsBody>>>();
        foreach (var group in groups.All())
        {
            var ofGroup = groupTopics.Of(group)
                .Where(topic => !isOrder || topics.Find(topic) is { Order: true })
                .Select(topic => stats.Of(group, topic))
                .ToList();
            if (ofGroup.Count > 0)
            {
                total += ofGroup.SelectMany(one => one.OffsetTable.Values).Sum(queue => queue.BrokerOffset - queue.ConsumerOffset);
                list.Add(new Dictionary<string, IReadOnlyList<ConsumeStatsBody>> { [group] = ofGroup });
            }
        }

        return ValueTask.FromResult(Answer.Now(RemotingCommand.Success(
            body: new ConsumeStatsListBody { BrokerAddr = address, ConsumeStatsList = list, TotalDiff = total })));
    }
}
