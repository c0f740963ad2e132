using Engine.Client.Routing;
using Engine.Protocol.Bodies;

namespace Engine.Tests.Client.Routing;

public sealed class RouteSnapshotTests
{
    [Theory]
    [InlineData("0=m,1=s1", 0, "m", 0)]
    [InlineData("0=m,1=s1", 1, "s1", 1)]
    [InlineData("0=m,2=s2", 1, "s2", 2)]
    [InlineData("0=m", 1, "m", 0)]
    [InlineData("3=s3", 0, "s3", 3)]
    [Trait("Behaviour", "C8")]
    public void FindReadable_WantedOrNot_FallsBackAsRocketMq(string addresses, long wanted, string expected, long expectedId) =>
        With(addresses).FindReadable("broker-a", wanted).ShouldBe(new BrokerTarget(expected, expectedId));

    [Fact]
    [Trait("Behaviour", "C4")]
    public void FindReadable_UnknownBroker_IsNull() => With("0=m").FindReadable("broker-b", 0).ShouldBeNull();

    [Fact]
    public void FindMaster_SlaveOnly_IsNull() => With("1=s1").FindMaster("broker-a").ShouldBeNull();

    [Fact]
    public void With_BrokerInNoRouteAnyMore_IsForgotten()
    {
        var before = With("0=m");
        var after = before.With(TopicRouteView.Of("T", new TopicRouteBody { QueueDatas = [], BrokerDatas = [] }));

        before.AllBrokers().ShouldBe([new BrokerTarget("m", 0)]);
        after.AllBrokers().ShouldBeEmpty();
    }

    private static RouteSnapshot With(string addresses)
    {
        var byId = addresses.Split(',').Select(item => item.Split('=')).ToDictionary(part => long.Parse(part[0], null), part => part[1]);
        var body = new TopicRouteBody
        {
            QueueDatas = [],
            BrokerDatas = [new BrokerData { Cluster = "c", BrokerName = "broker-a", BrokerAddrs = byId }],
        };
        return RouteSnapshot.Empty.With(TopicRouteView.Of("T", body));
    }
}
