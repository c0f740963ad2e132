using System.Collections.Immutable;
using Dashboard.Figures.History;
using Dashboard.Figures.Sampling;
using Engine.Admin.Clusters;
using Engine.Admin.Replication;

namespace Dashboard.Tests.Figures.History;

/// <summary>Slaves in the timeline: they join, leave, catch up, diverge and serve; a killed node is told from a stopped one.</summary>
public sealed class SlaveTimelineTests
{
    private static readonly BrokerView MasterView = new("broker-a", 0, "master", "127.0.0.1:10911", "online");
    private static readonly BrokerView SlaveView = new("broker-a", 1, "slave", "127.0.0.1:11011", "online");

    private static readonly ReplicationNode Slave = new("broker-a", 1, "broker-a-1", "127.0.0.1:11011")
    {
        HasAnswered = true,
        IsConnected = true,
        IsCaughtUp = true,
    };

    private readonly TimelineWatch _watch = new("embedded");
    private int _second;

    [Fact]
    public void Next_SlaveJoinsAndCatchesUp_TellsBothOnce()
    {
        Next(Slave with { IsConnected = false, IsCaughtUp = false }).ShouldBeEmpty();

        Next(Slave with { IsCaughtUp = false }).ShouldBe([(TimelineKind.SlaveJoined, "broker-a-1")]);
        Next(Slave).ShouldBe([(TimelineKind.SlaveCaughtUp, "broker-a-1")]);
        Next(Slave).ShouldBeEmpty();
    }

    [Fact]
    public void Next_SlaveLeavesOrDiverges_TellsIt()
    {
        Next(Slave).ShouldBeEmpty();

        Next(Slave with { HasAnswered = false, IsConnected = null, IsCaughtUp = null }).ShouldBeEmpty();
        Next(Slave with { IsConnected = false }).ShouldBe([(TimelineKind.SlaveLeft, "broker-a-1")]);
        Next(Slave with { IsConnected = false, Problem = "It holds other bytes." })
            .ShouldBe([(TimelineKind.SlaveDiverged, "broker-a-1")]);
    }

    [Fact]
    public void Next_SlaveIsGone_HasLeft()
    {
        Next(Slave).ShouldBeEmpty();

        Next().ShouldBe([(TimelineKind.SlaveLeft, "broker-a-1")]);
        Next().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(NodeState.Killed, TimelineKind.NodeKilled)]
    [InlineData(NodeState.Stopped, TimelineKind.NodeStopped)]
    public void Next_MasterEnds_IsToldByHowItDid(NodeState state, TimelineKind kind)
    {
        Next(Slave).ShouldBeEmpty();

        var node = new NodeView("broker-a", NodeView.RoleOfBroker, "127.0.0.1:10911", state);
        var events = _watch.Next(SampleOf([SlaveView], [Slave]) with { Overview = Overview([SlaveView], [Slave]) with { Nodes = [node] } });

        (events[0].Kind, events[0].Subject).ShouldBe((kind, "broker-a (master)"));
    }

    private (TimelineKind Kind, string Subject)[] Next(params ReplicationNode[] slaves) =>
        [.. _watch.Next(SampleOf([MasterView, SlaveView], slaves)).Select(one => (one.Kind, one.Subject))];

    private ClusterSample SampleOf(BrokerView[] brokers, ReplicationNode[] slaves) => new(
        Overview(brokers, slaves),
        ImmutableDictionary<string, GroupSnapshot>.Empty,
        ImmutableDictionary<string, TopicSnapshot>.Empty,
        0);

    private OverviewSnapshot Overview(BrokerView[] brokers, ReplicationNode[] slaves)
    {
        var at = DateTimeOffset.UnixEpoch.AddSeconds(_second++);
        return new("embedded", 0, 0, null, null, null, [], [], brokers, [], [], at, "push", _second)
        {
            Replication = new ReplicationView(slaves, at),
        };
    }
}
