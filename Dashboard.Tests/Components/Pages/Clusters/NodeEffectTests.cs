using Dashboard.Components.Pages.Clusters;
using Engine.Admin.Clusters;
using Engine.Admin.Statistics;
using Engine.Admin.Topics;

namespace Dashboard.Tests.Components.Pages.Clusters;

public sealed class NodeEffectTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;

    [Fact]
    public void Of_Broker_CountsWhatLiesOnItAlone()
    {
        TopicQueue[] orders = [new("broker-a", 0, 10, 30, null), new("broker-a", 1, 0, 5, null), new("broker-b", 0, 0, 900, null)];
        var progress = new ClusterProgress(
            [],
            [
                new TopicFigures("orders", TopicType.Normal, orders, Now),
                new TopicFigures("other", TopicType.Normal, [new("broker-b", 0, 0, 1, null)], Now),
            ],
            [],
            Now,
            "push");

        NodeEffect.Of(progress, "broker-a").ShouldBe(new NodeEffect(2, 1, 25, 0));
    }

    [Fact]
    public void Merge_NodesThatAreNotRegistered_StandBesideTheOthers()
    {
        var master = new BrokerView("broker-b", 0, "master", "127.0.0.1:2", "online");
        var slave = new BrokerView("broker-b", 1, "slave", "127.0.0.1:3", "online");
        NodeView[] nodes =
        [
            new(NodeView.NameServer, NodeView.RoleOfNameServer, "127.0.0.1:9", NodeState.Running),
            new("broker-a", NodeView.RoleOfBroker, "127.0.0.1:1", NodeState.Killed),
            new("broker-b", NodeView.RoleOfBroker, "127.0.0.1:2", NodeState.Running),
        ];

        var lines = ClusterNow.Merge([master, slave], [new BrokerRuntime(slave, new Dictionary<string, string>(), "silent")], nodes);

        lines.Select(line => (line.Key, line.State, line.Node?.Name, line.Problem)).ShouldBe(
        [
            ("broker-a/0", "killed", "broker-a", null),
            ("broker-b/0", "online", "broker-b", null),
            ("broker-b/1", "online", null, "silent"),
        ]);
    }
}
