using Engine.Client.Routing;
using Engine.Protocol;
using Engine.Protocol.Bodies;

namespace Engine.Tests.Client.Routing;

public sealed class RouteViewsTests
{
    private static readonly Dictionary<long, string> Master = new() { [0] = "127.0.0.1:10911" };
    private static readonly Dictionary<long, string> SlaveOnly = new() { [1] = "127.0.0.1:10912" };

    [Fact]
    public void Publish_SeveralBrokers_SortsByNameAndNeedsWritePermAndMaster()
    {
        var route = Route(
            (Queues("d-readonly", 4), Master),
            (Queues("c", 6), Master),
            (Queues("b-slave-only", 6), SlaveOnly),
            (Queues("a", 2), Master));

        RouteViews.Publish("T", route).ShouldBe([new("T", "a", 0), new("T", "a", 1), new("T", "c", 0), new("T", "c", 1)]);
    }

    [Fact]
    public void Publish_OrderTopicConf_Wins()
    {
        var route = Route((Queues("a", 6), Master)) with { OrderTopicConf = "b:1;a:2" };

        RouteViews.Publish("T", route).ShouldBe([new("T", "b", 0), new("T", "a", 0), new("T", "a", 1)]);
    }

    [Fact]
    public void Subscribe_SlaveAlone_IsRead()
    {
        var route = Route((Queues("a", 4), SlaveOnly), (Queues("b-writeonly", 2), Master));

        RouteViews.Subscribe("T", route).ShouldBe([new MessageQueue("T", "a", 0), new MessageQueue("T", "a", 1)]);
    }

    [Fact]
    public void FromTemplate_MoreQueuesThanWanted_AreLimited()
    {
        var template = Route((Queues("a", 7) with { ReadQueueNums = 8, WriteQueueNums = 8 }, Master));

        var view = TopicRouteView.FromTemplate("New", template, 4);

        view.PublishQueues.Count.ShouldBe(4);
        view.PublishQueues.ShouldAllBe(queue => queue.Topic == "New");
        view.SubscribeQueues.ShouldBeEmpty();
    }

    [Fact]
    public void AreEqual_OtherOrder_IsTheSame()
    {
        var left = Route((Queues("a", 6), Master), (Queues("b", 6), SlaveOnly));
        var right = Route((Queues("b", 6), SlaveOnly), (Queues("a", 6), new Dictionary<long, string>(Master)));

        RouteViews.AreEqual(left, right).ShouldBeTrue();
        RouteViews.AreEqual(left, Route((Queues("a", 6), Master), (Queues("b", 6), Master))).ShouldBeFalse();
        RouteViews.AreEqual(left, Route((Queues("a", 4), Master), (Queues("b", 6), SlaveOnly))).ShouldBeFalse();
    }

    private static QueueData Queues(string broker, int perm) =>
        new() { BrokerName = broker, ReadQueueNums = 2, WriteQueueNums = 2, Perm = perm };

    private static TopicRouteBody Route(params (QueueData Queues, Dictionary<long, string> Addresses)[] parts) => new()
    {
        QueueDatas = [.. parts.Select(part => part.Queues)],
        BrokerDatas =
        [
            .. parts.Select(part => new BrokerData { Cluster = "c", BrokerName = part.Queues.BrokerName, BrokerAddrs = part.Addresses }),
        ],
    };
}
