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

    [Theory]
    [InlineData("0=m,1=s1", "m", 1L)]
    [InlineData("0=m,1=s1", "s1", 0L)]
    [InlineData("0=m", "m", null)]
    [Trait("Behaviour", "G3")]
    public void FindOther_ProcessThatIsNotTheUnreachableOne(string addresses, string unreachable, long? expected) =>
        With(addresses).FindOther("broker-a", new BrokerTarget(unreachable, 0)).ShouldBe(expected);

    [Theory]
    [InlineData("A")]
    [InlineData("Z")]
    [Trait("Behaviour", "G3")]
    public void With_NewerRoute_SaysWhereItsBrokersAre_WhateverOlderRoutesSay(string topic)
    {
        var newer = With("0=m,1=s1").With(TopicRouteView.Of(topic, BodyOf("1=s1")));

        newer.AllBrokers().ShouldBe([new BrokerTarget("s1", 1)]);
    }

    private static RouteSnapshot With(string addresses) => RouteSnapshot.Empty.With(TopicRouteView.Of("T", BodyOf(addresses)));

    private static TopicRouteBody BodyOf(string addresses)
    {
        var byId = addresses.Split(',').Select(item => item.Split('=')).ToDictionary(part => long.Parse(part[0], null), part => part[1]);
        return new TopicRouteBody
        {
            QueueDatas = [],
            BrokerDatas = [new BrokerData { Cluster = "c", BrokerName = "broker-a", BrokerAddrs = byId }],
        };
    }
}
