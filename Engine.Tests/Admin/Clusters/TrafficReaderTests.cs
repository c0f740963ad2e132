using Engine.Admin.Clusters;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using static Engine.Tests.Admin.ScriptedCluster;

namespace Engine.Tests.Admin.Clusters;

public sealed class TrafficReaderTests
{
    private readonly ScriptedCluster _cluster = new();

    [Fact]
    public async Task ReadTrafficAsync_TopicAndGroup_AreAskedByTheirCounters()
    {
        _cluster.OnBoth(RequestCode.ViewBrokerStatsData, (broker, request) =>
        {
            var header = request.ReadHeader<ViewBrokerStatsHeader>();
            return (broker, header.StatsName, header.StatsKey) switch
            {
                (BrokerA, "TOPIC_PUT_SIZE", "orders") => Counter(new BrokerStatsItem { Tps = 12.5 }),
                (BrokerB, "GROUP_GET_SIZE", "orders@g") => Counter(new BrokerStatsItem { Tps = 7 }),
                _ => RemotingCommand.Answer(ResponseCode.SystemError, "not exist"),
            };
        });
        TrafficKey stored = new("broker-a", "orders", null);
        TrafficKey pulled = new("broker-b", "orders", "g");

        var told = await ReadAsync(stored, pulled, new TrafficKey("gone", "orders", null));

        told.ShouldBe([new TrafficFigures(stored, 12.5, null), new TrafficFigures(pulled, 7, null)]);
    }

    [Fact]
    public async Task ReadTrafficAsync_ManyKeys_AsksTheFirstThousand()
    {
        _cluster.OnBoth(RequestCode.ViewBrokerStatsData, (_, _) => Counter(new BrokerStatsItem { Tps = 1 }));

        var told = await ReadAsync([.. Enumerable.Range(0, 1200).Select(number => new TrafficKey("broker-a", $"t{number}", null))]);

        told.Count.ShouldBe(1000);
        told[^1].Key.Topic.ShouldBe("t999");
    }

    private static RemotingCommand Counter(BrokerStatsItem minute) => RemotingCommand.Success(body: new BrokerStatsBody
    {
        StatsMinute = minute,
        StatsHour = new BrokerStatsItem(),
        StatsDay = new BrokerStatsItem(),
    });

    private Task<IReadOnlyList<TrafficFigures>> ReadAsync(params TrafficKey[] keys) =>
        _cluster.Admin.ReadTrafficAsync(keys, CancellationToken.None);
}
