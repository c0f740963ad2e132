using System.Text;
using Engine.Admin.Replication;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Messages;

namespace Engine.Tests.Admin.Replication;

public sealed class ReplicationReaderTests
{
    private const string Slave = "127.0.0.1:11011";

    private readonly ScriptedCluster _cluster = new();

    [Fact]
    public async Task Read_MasterAndSlave_TellsRolesBytesSecondsAndTables()
    {
        var now = _cluster.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        _cluster.WithSlaves(isMasterOnline: true, (1, Slave));
        Master(ScriptedCluster.BrokerA, end: 1000, "SYNC_MASTER", slaves: 1);
        Master(ScriptedCluster.BrokerB, end: 500, "ASYNC_MASTER", slaves: 0);
        var table = new HaTableStatus { Table = "topics", LastSync = now - 4000, Problem = "no answer" };
        OfSlave(SlaveStatus(end: 700, caughtUp: false, table));
        _cluster.Remoting.On(ScriptedCluster.BrokerA, RequestCode.ViewMessageById, _ => RecordOf(now - 2500));

        var view = await _cluster.Admin.ReadReplicationAsync(CancellationToken.None);

        view.Silent.ShouldBeEmpty();
        view.Nodes.Select(node => $"{node.Node} {node.Role} {node.Offset} {node.BytesBehind} {node.SecondsBehind} {node.IsCaughtUp}")
            .ShouldBe(["broker-a SYNC_MASTER 1000 0 0 ", "broker-a-1 SLAVE 700 300 2.5 False", "broker-b ASYNC_MASTER 500 0 0 "]);
        (view.Nodes[0].Slaves, view.Nodes[0].SlavesInSync).ShouldBe((1, 1));
        view.Nodes[1].Tables.ShouldHaveSingleItem()
            .ShouldBe(new("topics", DateTimeOffset.FromUnixTimeMilliseconds(now - 4000), "no answer"));
    }

    [Fact]
    public async Task Read_BrokersThatDoNotKnow907_TellsBytesByTheirRuntimeInformationAndNoSeconds()
    {
        _cluster.WithSlaves(isMasterOnline: true, (1, Slave));
        foreach (var (address, end) in new[] { (ScriptedCluster.BrokerA, "1000"), (ScriptedCluster.BrokerB, "500"), (Slave, "400") })
        {
            _cluster.Remoting.On(address, RequestCode.GetBrokerHaStatus, _ => NotSupported);
            _cluster.Remoting.On(address, RequestCode.GetBrokerRuntimeInfo, _ => RemotingCommand.Success(
                body: new KeyValueBody { Table = new Dictionary<string, string> { ["commitLogMaxOffset"] = end } }));
        }

        var view = await _cluster.Admin.ReadReplicationAsync(CancellationToken.None);

        var slave = view.Nodes[1];
        (slave.Node, slave.Role, slave.Offset, slave.BytesBehind).ShouldBe(("broker-a-1", "SLAVE", 400L, 600L));
        (slave.SecondsBehind, slave.IsCaughtUp, slave.IsConnected).ShouldBe((null, null, null));
        (view.Nodes[0].Role, view.Nodes[0].Slaves).ShouldBe((null, null));
    }

    [Fact]
    public async Task Read_ASilentBroker_IsNamedWithTheReasonAndTheOthersAreThere()
    {
        _cluster.WithSlaves(isMasterOnline: true, (1, Slave)).WithSilence(Slave, RequestCode.GetBrokerHaStatus);
        Master(ScriptedCluster.BrokerA, end: 1000, "ASYNC_MASTER", slaves: 0);
        Master(ScriptedCluster.BrokerB, end: 500, "ASYNC_MASTER", slaves: 0);

        var reading = _cluster.Admin.ReadReplicationAsync(CancellationToken.None);
        await _cluster.Clock.WaitForTimersAsync(1);
        _cluster.Clock.Advance(TimeSpan.FromSeconds(5));
        var view = await reading;

        view.Silent.ShouldBe(["broker-a-1"]);
        view.Nodes[1].Problem.ShouldNotBeNull().ShouldStartWith("broker-a-1 did not answer");
        (view.Nodes[1].Offset, view.Nodes[1].BytesBehind).ShouldBe((null, null));
        view.Nodes[0].Offset.ShouldBe(1000);
    }

    [Fact]
    public async Task Read_SlaveWithoutMaster_TellsHowItWasWhenItLastHeardIt()
    {
        _cluster.WithSlaves(isMasterOnline: false, (1, Slave));
        Master(ScriptedCluster.BrokerB, end: 500, "ASYNC_MASTER", slaves: 0);
        OfSlave(SlaveStatus(end: 700, caughtUp: true));

        var slave = (await _cluster.Admin.ReadReplicationAsync(CancellationToken.None)).Nodes[0];

        (slave.Node, slave.BytesBehind, slave.SecondsBehind, slave.IsConnected).ShouldBe(("broker-a-1", 200L, 3.0, false));
        slave.MasterSeenAt.ShouldBe(DateTimeOffset.FromUnixTimeMilliseconds(9000));
    }

    [Theory]
    [InlineData(900, 900, 0.0)]
    [InlineData(900, 950, 0.0)]
    [InlineData(901, 900, 3.0)]
    [InlineData(-1, 900, null)]
    public void SecondsBehindAlone_ByWhatItsMasterSaidLast(long masterEnd, long end, double? seconds) =>
        SlaveStanding.SecondsBehindAlone(SlaveStatus(end, caughtUp: true) with { MasterCommitLogMaxOffset = masterEnd }).ShouldBe(seconds);

    private static RemotingCommand NotSupported =>
        RemotingCommand.Answer(ResponseCode.RequestCodeNotSupported, " request type 907 not supported");

    private static RemotingCommand RecordOf(long storedAt)
    {
        var host = HostAddress.Parse(ScriptedCluster.BrokerA);
        var bytes = new byte[MessageRecordWriter.SizeOf(1, 1, 0, host, host)];
        MessageRecordWriter.Write(
            bytes, new MessageRecord { Topic = "t"u8, Body = "b"u8, StoreTimestamp = storedAt, StoreHost = host, BornHost = host });
        return RemotingCommand.Success() with { Body = bytes };
    }

    private static BrokerHaStatusBody SlaveStatus(long end, bool caughtUp, params HaTableStatus[] tables) => new()
    {
        MasterCommitLogMaxOffset = 900,
        HaClientRuntimeInfo = new HaClientStatus
        {
            MaxOffset = end,
            HasCaughtUp = caughtUp,
            LastReadTimestamp = 9000,
            LastStoreTimestamp = 6000,
            Tables = tables,
        },
    };

    private void OfSlave(BrokerHaStatusBody status) =>
        _cluster.Remoting.On(Slave, RequestCode.GetBrokerHaStatus, _ => RemotingCommand.Success(body: status));

    private void Master(string address, long end, string role, int slaves)
    {
        var connections = Enumerable.Range(0, slaves).Select(_ => new HaConnectionStatus { Addr = Slave });
        var status = new BrokerHaStatusBody
        {
            Master = true,
            MasterCommitLogMaxOffset = end,
            InSyncSlaveNums = slaves,
            HaConnectionInfo = [.. connections],
        };
        _cluster.Remoting.On(address, RequestCode.GetBrokerHaStatus, _ => RemotingCommand.Success(body: status));
        _cluster.Remoting.On(address, RequestCode.GetBrokerConfig, _ => RemotingCommand.Success() with
        {
            Body = Encoding.UTF8.GetBytes($"brokerId=0\nbrokerRole={role}\n"),
        });
    }
}
