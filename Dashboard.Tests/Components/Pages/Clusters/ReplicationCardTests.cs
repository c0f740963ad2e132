using Bunit;
using Dashboard.Components.Pages.Clusters;
using Engine.Admin.Clusters;
using Engine.Admin.Replication;

namespace Dashboard.Tests.Components.Pages.Clusters;

public sealed class ReplicationCardTests : ComponentTest
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static readonly ReplicationNode Master = new("broker-a", 0, "broker-a", "127.0.0.1:10911")
    {
        Role = "SYNC_MASTER",
        Offset = 5000,
        Slaves = 1,
        HasAnswered = true,
    };

    private static readonly ReplicationNode Slave = new("broker-a", 1, "broker-a-1", "127.0.0.1:11011")
    {
        Role = "SLAVE",
        Offset = 4000,
        BytesBehind = 1000,
        SecondsBehind = 2.5,
        IsCaughtUp = true,
        IsConnected = true,
        HasAnswered = true,
        Tables = [new("topics", Now.AddSeconds(-4), null), new("consumerOffset", null, "the master did not answer")],
    };

    [Fact]
    public void Slave_ShowsRoleOffsetBytesSecondsAndTheAgeOfEachTable()
    {
        var card = Show(Master, Slave);

        card.FindAll("[data-testid=replication-role]").Select(cell => cell.TextContent).ShouldBe(["SYNC_MASTER", "SLAVE"]);
        card.FindAll("[data-testid=replication-state]").Select(cell => cell.TextContent).ShouldBe(["1 slave connected", "caught up"]);
        card.FindAll("[data-testid=replication-offset]").Select(cell => cell.GetAttribute("data-value")).ShouldBe(["5000", "4000"]);
        card.FindAll("[data-testid=bytes-behind]").Select(cell => cell.TextContent).ShouldBe(["—", "1,000"]);
        card.FindAll("[data-testid=seconds-behind]").Select(cell => cell.TextContent).ShouldBe(["—", "2.5 s"]);
        card.FindAll("[data-testid=table-sync]").Select(cell => cell.TextContent).ShouldBe(["topics 4 s ago", "consumer offsets never"]);
        card.Find("[data-testid=replication-problem]").TextContent.ShouldBe("consumer offsets: the master did not answer");
    }

    [Theory]
    [InlineData(false, true, null, "catching up")]
    [InlineData(true, false, null, "master not connected")]
    [InlineData(true, true, "It holds other bytes.", "does not follow")]
    [InlineData(null, null, null, "—")]
    public void Slave_ThatDoesNotFollow_SaysSo(bool? isCaughtUp, bool? isConnected, string? problem, string state)
    {
        var card = Show(Master, Slave with { IsCaughtUp = isCaughtUp, IsConnected = isConnected, Problem = problem, Tables = [] });

        card.FindAll("[data-testid=replication-state]")[1].TextContent.ShouldBe(state);
        card.FindAll("[data-testid=replication-problem]").Select(row => row.TextContent).ShouldBe(problem is null ? [] : [problem]);
    }

    [Theory]
    [InlineData(true, "catching up")]
    [InlineData(null, "catching up")]
    [InlineData(false, "online")]
    public void BrokerLine_SlaveThatHasNotAll_CatchesUpOnlyWhileItMayHaveItsMaster(bool? isConnected, string state)
    {
        var line = new BrokerLine(new BrokerView("broker-a", 1, "slave", "127.0.0.1:11011", "online"), null, null)
        {
            Replication = Slave with { IsCaughtUp = false, IsConnected = isConnected },
        };

        line.State.ShouldBe(state);
    }

    [Fact]
    public void Slave_OfABrokerThatTellsNoSeconds_ShowsThemAsUnknownWithTheCause()
    {
        var cell = Show(Master, Slave with { SecondsBehind = null }).FindAll("[data-testid=seconds-behind]")[1];

        (cell.TextContent, cell.GetAttribute("title")).ShouldBe(("—", "It does not say; brokers of 4.x cannot."));
    }

    [Fact]
    public void Cluster_WithoutSlaves_SaysSoWithoutATable()
    {
        var card = Show(Master);

        card.FindAll("[data-testid=replication-table]").ShouldBeEmpty();
        card.Find("[data-testid=replication]").TextContent.ShouldContain("no broker has a slave");
    }

    private IRenderedComponent<ReplicationCard> Show(params ReplicationNode[] nodes) => Render<ReplicationCard>(
        parameters => parameters.Add(card => card.Nodes, nodes).Add(card => card.SampledAt, Now));
}
